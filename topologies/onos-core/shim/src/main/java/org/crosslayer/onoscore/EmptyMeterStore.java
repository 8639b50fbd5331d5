// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.onoscore;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.onosproject.core.ApplicationId;
import org.onosproject.net.DeviceId;
import org.onosproject.net.meter.Meter;
import org.onosproject.net.meter.MeterCellId;
import org.onosproject.net.meter.MeterEvent;
import org.onosproject.net.meter.MeterFailReason;
import org.onosproject.net.meter.MeterFeatures;
import org.onosproject.net.meter.MeterId;
import org.onosproject.net.meter.MeterKey;
import org.onosproject.net.meter.MeterOperation;
import org.onosproject.net.meter.MeterScope;
import org.onosproject.net.meter.MeterStore;
import org.onosproject.net.meter.MeterStoreDelegate;
import org.onosproject.net.meter.MeterStoreResult;
import org.onosproject.store.AbstractStore;
import org.osgi.service.component.annotations.Component;

/**
 * A store without meters, ranked above the one of onos-core-dist 2.4.0, which lacks methods of API 2.7 and would
 * answer the meter manager with AbstractMethodError.
 */
@Component(immediate = true, service = MeterStore.class, property = "service.ranking:Integer=1000")
public class EmptyMeterStore extends AbstractStore<MeterEvent, MeterStoreDelegate> implements MeterStore {

    private static <T> T unsupported() {
        throw new UnsupportedOperationException("this ONOS core keeps no meters");
    }

    @Override
    public CompletableFuture<MeterStoreResult> addOrUpdateMeter(Meter meter) {
        return CompletableFuture.failedFuture(new UnsupportedOperationException("this ONOS core keeps no meters"));
    }

    @Override
    public CompletableFuture<MeterStoreResult> deleteMeter(Meter meter) {
        return CompletableFuture.completedFuture(MeterStoreResult.success());
    }

    @Override
    public MeterStoreResult storeMeterFeatures(MeterFeatures features) {
        return MeterStoreResult.success();
    }

    @Override
    public MeterStoreResult storeMeterFeatures(Collection<MeterFeatures> features) {
        return MeterStoreResult.success();
    }

    @Override
    public MeterStoreResult deleteMeterFeatures(DeviceId device) {
        return MeterStoreResult.success();
    }

    @Override
    public MeterStoreResult deleteMeterFeatures(Collection<MeterFeatures> features) {
        return MeterStoreResult.success();
    }

    @Override
    public Meter updateMeterState(Meter meter) {
        return unsupported();
    }

    @Override
    public Meter getMeter(MeterKey key) {
        return null;
    }

    @Override
    public Collection<Meter> getAllMeters() {
        return List.of();
    }

    @Override
    public Collection<Meter> getAllMeters(DeviceId device) {
        return List.of();
    }

    @Override
    public Collection<Meter> getAllMeters(DeviceId device, MeterScope scope) {
        return List.of();
    }

    @Override
    public void failedMeter(MeterOperation operation, MeterFailReason reason) {
    }

    @Override
    public void purgeMeter(Meter meter) {
    }

    @Override
    public MeterCellId allocateMeterId(DeviceId device, MeterScope scope) {
        return unsupported();
    }

    @Override
    public void freeMeterId(DeviceId device, MeterId id) {
    }

    @Override
    public void purgeMeters(DeviceId device) {
    }

    @Override
    public void purgeMeters(DeviceId device, ApplicationId application) {
    }

    @Override
    public boolean userDefinedIndexMode(boolean enable) {
        return false;
    }
}
