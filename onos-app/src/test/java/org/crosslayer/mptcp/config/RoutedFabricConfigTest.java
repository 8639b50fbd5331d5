// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.crosslayer.mptcp.config.ConfigFixtures.TWO_PATHS;
import static org.crosslayer.mptcp.config.ConfigFixtures.init;

import java.util.TreeSet;
import org.crosslayer.ecmp.GroupFeature;
import org.crosslayer.ecmp.NextHopGroup;
import org.crosslayer.fabric.HostChoice;
import org.crosslayer.mptcp.config.RoutedFabric.Router;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.onlab.packet.IpAddress;
import org.onosproject.net.PortNumber;
import org.onosproject.net.config.InvalidFieldException;

class RoutedFabricConfigTest {

    private static final String OVS = "{'hash': 'ovs-hash', 'fields': ['ip_src', 'tcp_src']}";

    @Test
    void readsAllMembers() {
        assertThat(init(new RoutedFabricConfig(), RoutedFabricConfig.KEY, TWO_PATHS).isValid()).isTrue();
        RoutedFabric fabric = ConfigFixtures.fabric(TWO_PATHS);
        Router first = fabric.devices().get(0);
        assertThat(first.id()).hasToString("routed:r1");
        assertThat(first.hash()).isPresent();
        assertThat(first.ports().get(0).number()).isEqualTo(PortNumber.portNumber(1, "r1-eth1"));
        assertThat(first.ports().get(0).rateMbps()).isEqualTo(20);
        assertThat(first.routes().get(0).prefix()).hasToString("10.0.2.0/24");
        assertThat(first.routes().get(0).ports()).containsExactly(1, 2);
        assertThat(first.routes().get(0).weights()).containsExactly(2, 1);
        assertThat(fabric.devices().get(1).name()).isEqualTo("r2");
        assertThat(fabric.devices().get(1).routes()).isEmpty();
        assertThat(fabric.links()).hasSize(2);
        assertThat(fabric.links().get(1).b().port()).isEqualTo(PortNumber.portNumber(2));
        assertThat(fabric.hosts().get(0).ips()).containsExactlyInAnyOrder(
                IpAddress.valueOf("10.0.1.2"), IpAddress.valueOf("fd00:1::2"));
        assertThat(fabric.hosts().get(1).locations().get(0).deviceId()).hasToString("routed:r2");
    }

    @Test
    void hostsOfSeveralLocationsChoose() {
        String both = "'locations': ['routed:r2/3', 'routed:r1/3']";
        RoutedFabric bond = ConfigFixtures.fabric(TWO_PATHS.replace("'location': 'routed:r2/3'",
                both + ", 'bond': 'active-backup'"));
        assertThat(bond.hosts().get(1).locations()).hasToString("[routed:r2/3, routed:r1/3]");
        assertThat(bond.hosts().get(1).choice()).isSameAs(HostChoice.ONE_AT_A_TIME);
        RoutedFabric hash = ConfigFixtures.fabric(TWO_PATHS.replace("'location': 'routed:r2/3'",
                both + ", 'ecmp': {'hash': 'linux-policy3', 'seed': 7}"));
        assertThat(hash.hosts().get(1).choice()).hasToString("linux-policy3 with seed 7");
        RoutedFabric unknown = ConfigFixtures.fabric(TWO_PATHS.replace("'location': 'routed:r2/3'", both));
        assertThat(unknown.hosts().get(1).choice()).isSameAs(HostChoice.UNKNOWN);
        String contradiction = TWO_PATHS.replace("'location': 'routed:r2/3'",
                both + ", 'bond': 'active-backup', 'ecmp': {'hash': 'crc16'}");
        assertThatExceptionOfType(InvalidFieldException.class).isThrownBy(() -> ConfigFixtures.fabric(contradiction))
                .withMessageContaining("give ecmp or bond, not both");
    }

    @Test
    void oneEntryMayStandForARack() {
        RoutedFabric rack = ConfigFixtures.fabric("{'devices': [{'id': 'routed:r1',"
                + " 'ports': [{'number': 3}, {'number': 7, 'rateMbps': 40, 'count': 3}]}], 'hosts': ["
                + "{'mac': '02:00:00:00:00:ff', 'ips': ['10.0.0.254', 'fd00::ffff'], 'location': 'routed:r1/7',"
                + " 'count': 3}]}");
        assertThat(rack.devices().get(0).ports()).extracting(RoutedFabric.RouterPort::rateMbps)
                .containsExactly(0L, 40L, 40L, 40L);
        assertThat(rack.hosts()).extracting(host -> host.mac() + " " + host.locations() + " "
                + new TreeSet<>(host.ips()))
                .containsExactly("02:00:00:00:00:FF [routed:r1/7] [10.0.0.254, fd00::ffff]",
                        "02:00:00:00:01:00 [routed:r1/8] [10.0.0.255, fd00::1:0]",
                        "02:00:00:00:01:01 [routed:r1/9] [10.0.1.0, fd00::1:1]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "'number': 1, 'name' | 'number': 1, 'count': 2, 'name' | devices[0].ports[0].name | with a count has none",
        "'number': 2, | 'number': 2, 'count': 0, | devices[0].ports[1].count | in 1..4096, found 0",
        "'number': 2, | 'number': 2, 'count': 2, | devices[0].ports[2].number | port 3 is there twice",
        "'location': 'routed:r2/3' | 'count': 2, 'location': 'routed:r2/3' | hosts[1].location | no port routed:r2/4",
        "'location': 'routed:r2/3' | 'count': 2, 'locations': ['routed:r2/3'] | hosts[1].locations | with a count has",
    })
    void whatFollowsIsCheckedLikeTheFirst(String found, String replacement, String path, String reason) {
        assertThat(TWO_PATHS).contains(found);
        assertThatExceptionOfType(InvalidFieldException.class)
                .isThrownBy(() -> ConfigFixtures.fabric(TWO_PATHS.replaceFirst(found, replacement)))
                .satisfies(refusal -> assertThat(refusal.field()).isEqualTo(path)).withMessageContaining(reason);
    }

    @Test
    void whatOnosCannotStoreIsRefusedWithAReason() {
        StringBuilder many = new StringBuilder("{'devices': [{'id': 'routed:r1', 'ports': [{'number': 1}");
        for (int port = 2; port < 80_000; port++) {
            many.append(", {'number': ").append(port).append("}");
        }
        RoutedFabricConfig config = init(new RoutedFabricConfig(), RoutedFabricConfig.KEY, many + "]}]}");
        assertThatExceptionOfType(InvalidFieldException.class).isThrownBy(config::isValid)
                .withMessageContaining("at most 1040000 can be stored").withMessageContaining("with a count");
    }

    @Test
    void smallestConfigurationHasNothingInIt() {
        assertThat(ConfigFixtures.fabric("{'devices': []}").devices()).isEmpty();
    }

    @Test
    void groupsMayHaveBucketIdsOrATable() {
        String table = TWO_PATHS.replace("'nextHops':", "'bucketTable': [1, 1, 0, 1], 'nextHops':");
        NextHopGroup resilient = group(table);
        assertThat(resilient.has(GroupFeature.BUCKET_TABLE)).isTrue();
        assertThat(resilient.has(GroupFeature.BUCKET_IDS)).isFalse();
        String ids = TWO_PATHS.replace("{'hash': 'linux-policy3', 'fields': '0x37', 'seed': 42}", OVS)
                .replace("'weight': 2}, {'port': 2}", "'bucketId': 7}, {'port': 2, 'bucketId': 4294967040}");
        assertThat(group(ids).has(GroupFeature.BUCKET_IDS)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "{'hash': 'linux-policy0', 'seed': 1, 'flowLabel': 1048576} | ecmp.flowLabel | in 0..1048575, found 1048576",
        "{'hash': 'linux-policy0'} | ecmp.seed | missing",
        "{'hash': 'ovs-hash'} | ecmp.fields | missing",
        "{'hash': 'ovs-hash', 'fields': []} | ecmp.fields | at least one field",
        "{'hash': 'ovs-hash', 'fields': ['ip_src', 1]} | ecmp.fields[1] | expected a string, found 1",
        "{'hash': 'ovs-hash', 'fields': 'ip_src'} | ecmp.fields | expected an array",
        "{'hash': 'ovs-hash', 'fields': ['eth_src']} | ecmp.fields | tcp_dst], found \"eth_src\"",
        "{'hash': 'ovs-hash', 'fields': ['ip_src'], 'parameter': -1} | ecmp.parameter | found -1",
        "{'hash': 'ovs-dp-hash', 'parameter': 8589934592} | ecmp.parameter | in 0..8589934591",
        "{'hash': 'ovs-dp-hash', 'seed': 1} | ecmp.seed | known ones are hash, parameter",
        "{'hash': 'crc16', 'seed': 1} | ecmp.seed | known ones are hash",
        "{'hash': 'crc32'} | routes[0].nextHops[0].weight | crc32 knows no weights; expected 1",
        "{'hash': ''} | ecmp.hash | expected a string",
        "7 | ecmp | expected an object, found 7",
    })
    void wrongParametersAreRefusedWithTheirPlace(String ecmp, String path, String reason) {
        String wrong = TWO_PATHS.replace("{'hash': 'linux-policy3', 'fields': '0x37', 'seed': 42}", ecmp);
        assertThatExceptionOfType(InvalidFieldException.class)
                .isThrownBy(() -> init(new RoutedFabricConfig(), RoutedFabricConfig.KEY, wrong).isValid())
                .satisfies(refusal -> assertThat(refusal.field()).isEqualTo("devices[0]." + path))
                .withMessageContaining(reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "'port': 1 | 'port': 2, 'bucketId': 7 | nextHops[1].bucketId | expected one for all of them or for none",
        "'port': 1, 'bucketId': 7 | 'port': 2, 'bucketId': 7 | nextHops[1].bucketId | 7 is there twice",
        "'port': 1, 'bucketId': 7 | 'port': 2 | nextHops[1].bucketId | missing",
        "'port': 1, 'bucketId': 4294967041 | 'port': 2 | nextHops[0].bucketId | found 4294967041",
    }, quoteCharacter = '~')
    void wrongBucketIdsAreRefusedWithTheirPlace(String one, String other, String path, String reason) {
        String wrong = TWO_PATHS.replace("{'hash': 'linux-policy3', 'fields': '0x37', 'seed': 42}", OVS)
                .replace("{'port': 1, 'weight': 2}, {'port': 2}", "{" + one + "}, {"
                        + other + "}");
        assertThatExceptionOfType(InvalidFieldException.class)
                .isThrownBy(() -> init(new RoutedFabricConfig(), RoutedFabricConfig.KEY, wrong).isValid())
                .satisfies(refusal -> assertThat(refusal.field()).isEqualTo("devices[0].routes[0]." + path))
                .withMessageContaining(reason);
    }

    private static NextHopGroup group(String json) {
        return ConfigFixtures.fabric(json).devices().get(0).routes().get(0).group();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', nullValues = "NOTHING", value = {
        "'devices': | 'device': | device | unknown member",
        "'devices': [ | 'devices': [7, | devices[0] | expected an object, found 7",
        "'links': [ | 'links': {}, 'x': [ | x | unknown member",
        "'routed:r2', 'ecmp' | 'routed:r1', 'ecmp' | devices[1].id | routed:r1 is there twice",
        "'routed:r1', 'name': 'r1' | 'routed:r1', 'name': 'r2' | devices[1].id | the name r2 is there twice",
        "'routed:r1', 'name' | 'of:1', 'name' | devices[0].id | expected routed:",
        "'routed:r1', 'name' | 1, 'name' | devices[0].id | expected a string, found 1",
        "'id': 'routed:r1', |  | devices[0].id | missing",
        "'name': 'r1' | 'name': 'r/1' | devices[0].name | expected 1 to 64 letters",
        "'linux-policy3' | 'crc64' | devices[0].ecmp.hash | crc32, source-port-modulo, found",
        "'seed': 42 | 'seed': 0 | devices[0].ecmp.seed | in 1..4294967295, found 0",
        "'seed': 42 | 'seed': 4294967296 | devices[0].ecmp.seed | found 4294967296",
        "'seed': 42 | 'seed': '42' | devices[0].ecmp.seed | expected a whole number",
        "'seed': 42 | 'seed': 1.5 | devices[0].ecmp.seed | found 1.5",
        "'seed': 42 | 'sead': 42 | devices[0].ecmp.sead | unknown member",
        ", 'seed': 42 |  | devices[0].ecmp.seed | missing",
        "'0x37' | '0x33' | devices[0].ecmp.fields | only mask that is modelled",
        "'linux-policy3', 'fields' | 'linux-policy1', 'fields' | devices[0].ecmp.fields | unknown member",
        "'linux-policy1' | 'source-port-modulo' | devices[1].ecmp.seed | unknown member",
        "'number': 1, 'name' | 'number': 0, 'name' | devices[0].ports[0].number | in 1..2147483647, found 0",
        "'number': 2, 'rateMbps' | 'number': 1, 'rateMbps' | devices[0].ports[1].number | port 1 is there twice",
        "'rateMbps': 20} | 'rateMbps': -1} | devices[0].ports[0].rateMbps | found -1",
        "'rateMbps': 20} | 'rateBps': 20} | devices[0].ports[0].rateBps | unknown member",
        "10.0.2.0/24 | 10.0.2.1/24 | devices[0].routes[0].prefix | expected 10.0.2.0/24",
        "10.0.2.0/24 | 10.0.2.0 | devices[0].routes[0].prefix | expected an IPv4 or IPv6 prefix",
        "10.0.2.0/24 | 10.0.2.0/33 | devices[0].routes[0].prefix | expected an IPv4 or IPv6 prefix",
        "{'port': 2} | {'port': 9} | devices[0].routes[0].nextHops[1].port | no port 9",
        "{'port': 2} | {'port': 1} | devices[0].routes[0].nextHops[1].port | port 1 is there twice",
        "'weight': 2 | 'weight': 0 | devices[0].routes[0].nextHops[0].weight | in 1..65536, found 0",
        "'weight': 2 | 'weight': 65537 | devices[0].routes[0].nextHops[0].weight | found 65537",
        "{'port': 2} | {'port': 2, 'bucketId': 4} | devices[0].routes[0].nextHops[1].bucketId | knows no bucket ids",
        "'nextHops': | 'bucketTable': [], 'nextHops': | devices[0].routes[0].bucketTable | 1..65535 buckets, found 0",
        "'nextHops': | 'bucketTable': [0, 2], 'nextHops': | devices[0].routes[0].bucketTable[1] | in 0..1, found 2",
        "[{'port': 1, 'weight': 2}, {'port': 2}] | [] | devices[0].routes[0].nextHops | at least one next hop",
        "{'prefix' | {'prefix':'10.0.2.0/24','nextHops':[{'port':1}]},{'prefix'|devices[0].routes[1].prefix|already",
        "'routed:r2/1' | 'routed:r9/1' | links[0].b | no device routed:r9",
        "'routed:r2/1' | 'routed:r2/9' | links[0].b | no port routed:r2/9",
        "'routed:r2/1' | 'r2/1' | links[0].b | expected a device and a port",
        "'routed:r2/2' | 'routed:r2/1' | links[1].b | has another link",
        "'routed:r2/1' | 'routed:r1/1' | links[0].b | has another link",
        "00:00:01 | 00:00:zz | hosts[0].mac | expected a MAC address",
        "02:00:00:00:00:01 | ff:ff:ff:ff:ff:ff | hosts[0].mac | not the address of one host",
        "00:00:02 | 00:00:01 | hosts[1].mac | there is another host",
        "'10.0.2.2' | '10.0.1.2' | hosts[1].ips[0] | 10.0.1.2 is there twice",
        "'10.0.2.2' | '10.0.2' | hosts[1].ips[0] | expected an IPv4 or IPv6 address",
        "'10.0.2.2' | '224.0.0.1' | hosts[1].ips[0] | not the address of one host",
        "'10.0.2.2' |  | hosts[1].ips | at least one address",
        "'routed:r2/3' | 'routed:r2/2' | hosts[1].location | has a link to another device",
        "'routed:r2/3' | 'routed:r2/7' | hosts[1].location | no port routed:r2/7",
        "'location': 'routed:r2/3' | 'bond': 'active-backup' | hosts[1].location | missing",
        "'location': 'routed:r2/3' | 'locations': [] | hosts[1].locations | at least one device and port",
        "'location': 'routed:r2/3' | 'locations': ['routed:r2/3', 'routed:r2/3'] | hosts[1].locations[1] | is there",
        "'location': 'routed:r2/3' | 'locations': ['routed:r2/2'] | hosts[1].locations[0] | a link to another device",
        "'location': 'routed:r2/3' | 'locations': ['routed:r1/3'], 'location': 'routed:r2/3' | hosts[1].location | not",
        "'routed:r2/3' | 'routed:r2/3', 'bond': 'active-backup' | hosts[1].bond | nothing to choose",
        "'routed:r2/3' | 'routed:r2/3', 'bond': '802.3ad' | hosts[1].bond | the only mode that is modelled",
    })
    void anythingWrongIsRefusedWithItsPlace(String found, String replacement, String path, String reason) {
        assertThat(TWO_PATHS).contains(found);
        int at = TWO_PATHS.indexOf(found);
        String wrong = TWO_PATHS.substring(0, at) + (replacement == null ? "" : replacement)
                + TWO_PATHS.substring(at + found.length());
        assertThatExceptionOfType(InvalidFieldException.class)
                .isThrownBy(() -> init(new RoutedFabricConfig(), RoutedFabricConfig.KEY, wrong).isValid())
                .satisfies(refusal -> assertThat(refusal.field()).isEqualTo(path))
                .withMessageContaining(reason);
    }
}
