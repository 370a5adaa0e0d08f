#!/bin/bash
# Called by hand when a host runs out of ports.
set -e
sysctl -w net.ipv4.tcp_rmem=4096 87380 16777216
sysctl -w net.ipv4.tcp_fin_timout=15
echo 5 > /proc/sys/net/ipv4/tcp_keepalive_probes
