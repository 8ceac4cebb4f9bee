import type { AdapterKind } from '../../protocol/ipc/network.ts'

/** Ways into another network: VPNs and the like. */
const TUNNEL =
  /^(tun|tap|utun|wg|ppp|ipsec|zt|feth|gif|gre|sit|ipip|ham\d|gpd|nebula|tinc|tailscale|nordlynx|proton|mullvad|outline|cscotun)|vpn|wireguard|wintun|tap-windows|warp|hamachi|zerotier|anyconnect|globalprotect/i
/** Made by programs for their own machines and containers. */
const VIRTUAL =
  /^(docker|br-|veth|virbr|vmnet|vboxnet|bridge1\d\d|podman|cni|lxc|lxd|incus|waydroid|flannel|cali|cilium|kube|weave|mpqemubr|nerdctl|vnet)|virtualbox|vmware|vethernet/i

/** What an adapter is for, as far as its name and its address tell. */
export function adapterKind(name: string, address: string): AdapterKind {
  if (TUNNEL.test(name)) return 'tunnel'
  if (VIRTUAL.test(name)) return 'virtual'
  return address.startsWith('169.254.') ? 'unassigned' : 'lan'
}
