/** Real parameters of Linux 6.18 next to those of TCP, which no slip of the pen makes into one of ours. */
export const neighbours: readonly string[] = `
  fs.file-max fs.nfs.nlm_tcpport kernel.sysrq net.core.bpf_jit_enable net.core.bpf_jit_harden
  net.core.bpf_jit_kallsyms net.core.bpf_jit_limit net.core.dev_weight net.core.dev_weight_rx_bias
  net.core.dev_weight_tx_bias net.core.devconf_inherit_init_net net.core.fb_tunnels_only_for_init_net
  net.core.flow_limit_cpu_bitmap net.core.flow_limit_table_len net.core.gro_normal_batch
  net.core.high_order_alloc_disable net.core.max_skb_frags net.core.mem_pcpu_rsv net.core.message_burst
  net.core.message_cost net.core.netdev_rss_key net.core.netdev_tstamp_prequeue
  net.core.netdev_unregister_timeout_secs net.core.rps_default_mask net.core.rps_sock_flow_entries
  net.core.skb_defer_max net.core.tstamp_allow_data net.core.txrehash net.core.warnings net.core.xfrm_acq_expires
  net.core.xfrm_aevent_etime net.core.xfrm_aevent_rseqth net.core.xfrm_larval_drop net.inet.tcp.fastopen
  net.inet.tcp.rfc1323 net.inet.tcp.sack.enable net.ipv4.cipso_cache_bucket_size net.ipv4.cipso_cache_enable
  net.ipv4.cipso_rbm_optfmt net.ipv4.cipso_rbm_strictvalid net.ipv4.conf.all.rp_filter
  net.ipv4.conf.default.forwarding net.ipv4.fib_multipath_hash_fields net.ipv4.fib_multipath_hash_policy
  net.ipv4.fib_multipath_hash_seed net.ipv4.fib_multipath_use_neigh net.ipv4.fib_notify_on_flag_change
  net.ipv4.fib_sync_mem net.ipv4.fwmark_reflect net.ipv4.icmp_echo_enable_probe net.ipv4.icmp_echo_ignore_all
  net.ipv4.icmp_echo_ignore_broadcasts net.ipv4.icmp_errors_use_inbound_ifaddr
  net.ipv4.icmp_ignore_bogus_error_responses net.ipv4.icmp_msgs_burst net.ipv4.icmp_msgs_per_sec
  net.ipv4.icmp_ratelimit net.ipv4.icmp_ratemask net.ipv4.igmp_link_local_mcast_reports
  net.ipv4.igmp_max_memberships net.ipv4.igmp_max_msf net.ipv4.igmp_qrv net.ipv4.inet_peer_maxttl
  net.ipv4.inet_peer_minttl net.ipv4.inet_peer_threshold net.ipv4.ip_autobind_reuse net.ipv4.ip_default_ttl
  net.ipv4.ip_dynaddr net.ipv4.ip_early_demux net.ipv4.ip_forward net.ipv4.ip_forward_update_priority
  net.ipv4.ip_forward_use_pmtu net.ipv4.ip_no_pmtu_disc net.ipv4.ip_nonlocal_bind
  net.ipv4.ip_unprivileged_port_start net.ipv4.ipfrag_high_thresh net.ipv4.ipfrag_low_thresh
  net.ipv4.ipfrag_max_dist net.ipv4.ipfrag_secret_interval net.ipv4.ipfrag_time net.ipv4.nexthop_compat_mode
  net.ipv4.ping_group_range net.ipv4.raw_l3mdev_accept net.ipv4.route.error_burst net.ipv4.route.error_cost
  net.ipv4.route.flush net.ipv4.route.gc_elasticity net.ipv4.route.gc_interval net.ipv4.route.gc_min_interval
  net.ipv4.route.gc_min_interval_ms net.ipv4.route.gc_thresh net.ipv4.route.gc_timeout net.ipv4.route.max_size
  net.ipv4.route.min_adv_mss net.ipv4.route.min_pmtu net.ipv4.route.mtu_expires net.ipv4.route.redirect_load
  net.ipv4.route.redirect_number net.ipv4.route.redirect_silence net.ipv4.rt_cache_rebuild_count
  net.ipv4.udp_child_hash_entries net.ipv4.udp_early_demux net.ipv4.udp_hash_entries net.ipv4.udp_l3mdev_accept
  net.ipv4.udp_mem net.ipv4.udp_rmem_min net.ipv4.udp_wmem_min net.ipv4.vs.expire_nodest_conn
  net.ipv4.xfrm4_gc_thresh net.ipv6.anycast_src_echo_reply net.ipv6.auto_flowlabels net.ipv6.bindv6only
  net.ipv6.calipso_cache_bucket_size net.ipv6.calipso_cache_enable net.ipv6.conf.default.forwarding
  net.ipv6.fib_multipath_hash_fields net.ipv6.fib_multipath_hash_policy net.ipv6.fib_notify_on_flag_change
  net.ipv6.flowlabel_consistency net.ipv6.flowlabel_reflect net.ipv6.flowlabel_state_ranges net.ipv6.fwmark_reflect
  net.ipv6.icmp.echo_ignore_all net.ipv6.icmp.echo_ignore_anycast net.ipv6.icmp.echo_ignore_multicast
  net.ipv6.icmp.error_anycast_as_unicast net.ipv6.icmp.ratelimit net.ipv6.icmp.ratemask net.ipv6.idgen_delay
  net.ipv6.idgen_retries net.ipv6.ioam6_id net.ipv6.ioam6_id_wide net.ipv6.ip6frag_high_thresh
  net.ipv6.ip6frag_low_thresh net.ipv6.ip6frag_secret_interval net.ipv6.ip6frag_time net.ipv6.ip_nonlocal_bind
  net.ipv6.max_dst_opts_length net.ipv6.max_dst_opts_number net.ipv6.max_hbh_length net.ipv6.max_hbh_opts_number
  net.ipv6.mld_max_msf net.ipv6.mld_qrv net.ipv6.route.flush net.ipv6.route.gc_elasticity net.ipv6.route.gc_interval
  net.ipv6.route.gc_min_interval net.ipv6.route.gc_min_interval_ms net.ipv6.route.gc_thresh
  net.ipv6.route.gc_timeout net.ipv6.route.max_size net.ipv6.route.min_adv_mss net.ipv6.route.mtu_expires
  net.ipv6.route.skip_notify_on_dev_down net.ipv6.seg6_flowlabel net.ipv6.xfrm6_gc_thresh net.mptcp.add_addr_timeout
  net.mptcp.allow_join_initial_addr_port net.mptcp.available_path_managers net.mptcp.available_schedulers
  net.mptcp.blackhole_timeout net.mptcp.checksum_enabled net.mptcp.close_timeout net.mptcp.enabled
  net.mptcp.path_manager net.mptcp.pm_type net.mptcp.scheduler net.mptcp.stale_loss_cnt
  net.mptcp.syn_retrans_before_tcp_fallback net.netfilter.nf_conntrack_acct net.netfilter.nf_conntrack_buckets
  net.netfilter.nf_conntrack_checksum net.netfilter.nf_conntrack_count net.netfilter.nf_conntrack_dccp_timeout_open
  net.netfilter.nf_conntrack_events net.netfilter.nf_conntrack_expect_max
  net.netfilter.nf_conntrack_frag6_high_thresh net.netfilter.nf_conntrack_frag6_low_thresh
  net.netfilter.nf_conntrack_frag6_timeout net.netfilter.nf_conntrack_generic_timeout
  net.netfilter.nf_conntrack_gre_timeout net.netfilter.nf_conntrack_gre_timeout_stream
  net.netfilter.nf_conntrack_icmp_timeout net.netfilter.nf_conntrack_icmpv6_timeout
  net.netfilter.nf_conntrack_log_invalid net.netfilter.nf_conntrack_sctp_timeout_closed
  net.netfilter.nf_conntrack_sctp_timeout_cookie_echoed net.netfilter.nf_conntrack_sctp_timeout_cookie_wait
  net.netfilter.nf_conntrack_sctp_timeout_established net.netfilter.nf_conntrack_sctp_timeout_heartbeat_sent
  net.netfilter.nf_conntrack_sctp_timeout_shutdown_ack_sent net.netfilter.nf_conntrack_sctp_timeout_shutdown_recd
  net.netfilter.nf_conntrack_sctp_timeout_shutdown_sent net.netfilter.nf_conntrack_tcp_ignore_invalid_rst
  net.netfilter.nf_conntrack_timestamp net.netfilter.nf_conntrack_udp_timeout
  net.netfilter.nf_conntrack_udp_timeout_stream net.netfilter.nf_hooks_lwtunnel net.netfilter.nf_log.0
  net.netfilter.nf_log.1 net.netfilter.nf_log.10 net.netfilter.nf_log.2 net.netfilter.nf_log.3
  net.netfilter.nf_log.4 net.netfilter.nf_log.5 net.netfilter.nf_log.6 net.netfilter.nf_log.7 net.netfilter.nf_log.8
  net.netfilter.nf_log.9 net.netfilter.nf_log_all_netns net.nf_conntrack_max net.rds.tcp.rds_tcp_rcvbuf
  net.unix.max_dgram_qlen sunrpc.tcp_fin_timeout sunrpc.tcp_max_slot_table_entries sunrpc.tcp_slot_table_entries
  tcp_nodelay tcp_nopush user.max_net_namespaces vm.swappiness
`
  .trim()
  .split(/\s+/)
