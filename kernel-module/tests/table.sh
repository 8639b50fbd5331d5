#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The table: changes are wholly done or not at all, limits hold, plans expire, dumps are complete.
# shellcheck source=kernel-module/tests/lib.sh
. "$(dirname "$0")/lib.sh"
set_up

expect "EEXIST for a known id" "EEXIST: a plan with this ID exists" \
	"$(plans add id 1 remote 10.0.0.2/32 path 1:20001; refusal add id 1 remote 10.0.0.3/32 path 1:20001)"
expect "EEXIST for the same match and priority" "EEXIST: another plan has the same match and the same PRIORITY" \
	"$(refusal add id 2 remote 10.0.0.2/32 path 1:20002)"
check "the same match with another priority" plans add id 2 remote 10.0.0.2/32 priority 1 path 1:20002
expect "ENOENT for an unknown id" "ENOENT: no plan with this ID" "$(refusal delete 9)"
expect "ENOENT when it is asked for" "ENOENT: no plan with this ID" "$(refusal get 9)"

list=$(plans list)
expect "a batch that fails says why" "ENOENT: no plan with this ID" \
	"$(refusal batch add id 3 remote 10.0.0.3/32 path 1:1 -- flush -- delete 9)"
expect "and changes nothing" "$list" "$(plans list)"
check "a batch" plans batch flush -- add id 5 remote 10.0.0.5/32 path 1:1 cookie 77 -- add id 4 remote ::/0 path 7b:1-3
expect "does all of it, listed by id" \
	"plan 4 priority 0 remote ::/0 port 0 max 1 cookie 0 path 7b:1..3(3)
plan 5 priority 0 remote 10.0.0.5/32 port 0 max 1 cookie 77 path 1:1..1(1)" "$(plans list | sed 's/ hits.*//')"

plans set max-plans 3
plans add id 6 remote 10.0.0.6/32 path 1:1
expect "the limit of plans" "ENOSPC: more plans than MAX_PLANS of the settings" \
	"$(refusal add id 7 remote 10.0.0.7/32 path 1:1)"
check "a plan can be replaced at the limit" plans replace id 6 remote 10.0.0.6/32 path 1:1-4096
plans set max-plans 4096 max-memory 65536
expect "the limit of memory" "ENOSPC: plans need more than MAX_MEMORY of the settings" \
	"$(refusal add id 8 remote 10.0.0.8/32 path 1:1-4096 path 2:1-4096 path 3:1-4096 path 4:1-4096 path 5:1-4096 \
		path 6:1-4096 path 7:1-4096)"
plans set max-memory 33554432
expect "the module's own limit of plans" "ERANGE: MAX_PLANS is above the module's parameter max_plans" \
	"$(refusal set max-plans 4000000000)"

plans flush
many() {
	i=1
	while [ $i -le 1000 ]; do
		echo "add id $i remote 10.1.$((i / 250)).$((i % 250))/32 path 1:1-20"
		[ $i = 1000 ] || echo --
		i=$((i + 1))
	done
}
# shellcheck disable=SC2046 # words
check "a batch of 1,000 plans" plans batch $(many)
expect "a dump of 1,000 plans is complete, in order" "$(seq 1000)" "$(plans list | cut -d' ' -f2)"
check "plans that fill an attribute" plans add id 2000 remote 10.2.0.0/16 path 1:1-4096 path 2:1-4096 path 3:1-4096 \
	path 4:1-4096 path 5:1-4096 path 6:1-4096 path 7:1-4096
expect "are dumped" 1001 "$(plans list | wc -l)"
plans flush
expect "a flush" 0 "$(plans list | wc -l)"

plans add id 1 remote 10.0.0.2/32 path 1:20001 expires 600000
plans add id 2 remote 10.0.0.2/32 port 5000 priority 9 path 1:20002 expires 1
expect_counter "a plan expires" expired 1
expect "the others stay" "1" "$(plans list | cut -d' ' -f2)"
wait_for listening
connect "$server4" "$port" 1 40001
expect_at_peer "an expired plan is followed no more" "$port" 40001 "20001"
disconnect
finish
