import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { describe, expect, it, onTestFinished } from 'vitest'
import { z } from 'zod'
import { parseInviteLink } from '../../../protocol/inviteLink.ts'
import { systemTools } from '../../fixtures/systemTools.ts'

const program = resolve(import.meta.dirname, '../../../dist/main/cli.js')
const lineSchema = z.object({ msg: z.string(), port: z.number().optional() })

/** The card that leads to the world. */
const ETH0 = [
  'ip link add eth0 type veth peer name far0',
  'ip link set far0 up',
  'ip link set eth0 up',
  'ip addr add 192.168.1.20/24 dev eth0',
  'ip route add default via 192.168.1.1',
]

/** The built host on a network of its own. @param setUp what makes that network. @param beside what else runs there. */
async function hostOn(setUp: readonly string[], beside = 'true') {
  const folder = await mkdtemp(join(tmpdir(), 'hearth-adapters-'))
  const script = ['set -e', 'ip link set lo up', ...setUp, beside, 'exec "$@"'].join('\n')
  const flags = ['--no-supervise', '--workers', '1', '--port', '0', '--media-port', '0', '--data-dir', folder]
  const words = ['-rn', 'sh', '-c', script, 'sh', process.execPath, program, 'host', ...flags]
  const child = spawn('unshare', [...words, '--log-format', 'json'], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: systemTools,
  })
  onTestFinished(async () => {
    const ended = once(child, 'exit')
    child.kill('SIGTERM')
    if (child.exitCode === null && child.signalCode === null) await ended
    await rm(folder, { recursive: true, force: true })
  })
  const said: z.infer<typeof lineSchema>[] = []
  createInterface({ input: child.stderr }).on('line', (line) => {
    if (line.startsWith('{')) said.push(lineSchema.parse(JSON.parse(line)))
  })
  const links: string[] = []
  for await (const line of createInterface({ input: child.stdout })) {
    const read = parseInviteLink(line)
    if (read.ok)
      for (const base of [read.link.base, ...(read.link.others ?? [])]) links.push(new URL(base).hostname)
    if (line.includes('Ctrl+C')) break
  }
  return { child, said, links }
}

describe.skipIf(process.platform !== 'linux')('on a network of its own', () => {
  it.each([
    ['a bridge without a port, whatever it is called', 'brandnew0', 'bridge', '10.77.0.1/24'],
    ['a network of containers by its own number', 'flannel.1', 'veth peer name other', '10.42.0.0/32'],
    ['a line between two ends', 'another0', 'veth peer name other', '172.16.0.2/32'],
    ["a phone's own network", 'usb0', 'veth peer name other', '192.168.42.100/24'],
  ])(
    'the links begin with the address that leads to the world, and not with %s',
    async (_what, name, type, cidr) => {
      const { links } = await hostOn([
        `ip link add ${name} type ${type}`,
        `ip link set ${name} up`,
        // A cable with nothing at its end is no network.
        'ip link set other up || true',
        `ip addr add ${cidr} dev ${name}`,
        ...ETH0,
      ])
      expect(links[0]).toBe('192.168.1.20')
      const own = cidr.split('/')[0] ?? ''
      expect(links.includes(own), 'what leads elsewhere comes later').toBe(name !== 'flannel.1')
    },
  )

  it('a program that keeps the port of mDNS to itself is told once, and the host announces when it is gone', async () => {
    const keep = `require('dgram').createSocket('udp4').bind(5353,()=>process.stdout.write('ready'))`
    const until = `process.stdin.on('end',()=>process.exit()).resume()`
    // It goes when our end of the pipe is closed.
    const beside = `mkfifo $TMPDIR/ready; exec 3<&0; ${process.execPath} -e "${keep};${until}" >$TMPDIR/ready <&3 & head -c5 $TMPDIR/ready >/dev/null; rm $TMPDIR/ready`
    const folder = await mkdtemp(join(tmpdir(), 'hearth-mdns-'))
    onTestFinished(() => rm(folder, { recursive: true, force: true }))
    const { child, said } = await hostOn(ETH0, `TMPDIR=${folder}; ${beside}`)
    const about = () =>
      said.map(({ msg }) => msg).filter((msg) => msg.includes('mDNS') || msg.includes('announced'))
    await expect
      .poll(about)
      .toEqual([
        'another program keeps the port for mDNS to itself; meetings are not announced until it lets go',
      ])
    child.stdin.end()
    await expect
      .poll(about)
      .toEqual([expect.stringContaining('another program'), 'meetings are announced on the network again'])
  })
})
