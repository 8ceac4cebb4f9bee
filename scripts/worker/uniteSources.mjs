import fs from 'node:fs'
import path from 'node:path'
import { Failure } from '../bootstrap/failure.mjs'

/**
 * Lists of sources in mediasoup's build files that are compiled as a few large files instead of some two hundred small
 * ones. Nearly all the time of the build goes into headers, which each small file reads again: united, it takes a quarter.
 * `apart` has sets of files that define the same names, so that no two of a set may stand in one file.
 */
export const UNITED = [
  {
    file: 'meson.build',
    list: 'common_sources = [',
    folder: 'src',
    into: 4,
    apart: [
      ['DepLibSRTP.cpp', 'DepOpenSSL.cpp', 'Settings.cpp', 'DepLibWebRTC.cpp'],
      [
        'handles/UdpSocketHandle.cpp',
        'handles/UnixStreamSocketHandle.cpp',
        'handles/TcpConnectionHandle.cpp',
        'handles/TcpServerHandle.cpp',
      ],
      [
        'handles/TcpConnectionHandle.cpp',
        'RTC/PortManager.cpp',
        'handles/UdpSocketHandle.cpp',
        'handles/TcpServerHandle.cpp',
      ],
      ['RTC/DtlsTransport.cpp', 'RTC/PlainTransport.cpp'],
      ['RTC/SvcProducerStreamManager.cpp', 'RTC/SimulcastProducerStreamManager.cpp'],
      ['RTC/WebRtcTransport.cpp', 'RTC/WebRtcServer.cpp'],
      ['RTC/BWE/LossBasedController.cpp', 'RTC/BWE/TargetRateController.cpp', 'RTC/BWE/AimdRateControl.cpp'],
      ['RTC/RTP/RtpStream.cpp', 'RTC/RTP/RtxStream.cpp'],
      ['RTC/SCTP/association/Association.cpp', 'RTC/SCTP/association/TransmissionControlBlock.cpp'],
      // The first specializes a template that the second uses.
      ['RTC/RTCP/Feedback.cpp', 'RTC/RTCP/Packet.cpp'],
    ],
  },
  {
    file: 'deps/libwebrtc/meson.build',
    list: 'libwebrtc_sources = [',
    folder: 'libwebrtc',
    into: 3,
    apart: [
      [
        'modules/remote_bitrate_estimator/overuse_estimator.cc',
        'modules/congestion_controller/goog_cc/trendline_estimator.cc',
        'modules/congestion_controller/goog_cc/median_slope_estimator.cc',
      ],
      [
        'modules/remote_bitrate_estimator/overuse_detector.cc',
        'modules/congestion_controller/goog_cc/trendline_estimator.cc',
      ],
      [
        'modules/remote_bitrate_estimator/remote_bitrate_estimator_abs_send_time.cc',
        'modules/congestion_controller/goog_cc/delay_based_bwe.cc',
      ],
    ],
  },
]

/**
 * Rewrites a copy of mediasoup's `worker` folder so that each list of {@link UNITED} is compiled as a few files.
 *
 * @throws {Failure} where a build file lacks such a list: this version of mediasoup is another one.
 */
export function uniteSources(worker) {
  for (const { file, list, folder, into, apart } of UNITED) {
    const buildFile = path.join(worker, file)
    const text = fs.readFileSync(buildFile, 'utf8')
    const from = text.indexOf(list) + list.length
    const to = text.indexOf(']', from)
    if (!text.includes(list) || to < 0)
      throw new Failure(
        `This version of mediasoup has no "${list}" in ${file}; bring uniteSources.mjs up to date.`,
      )
    const sources = [...text.slice(from, to).matchAll(/'(.+?)'/g)].map(([, name]) =>
      path.posix.relative(folder, name),
    )
    const home = path.join(path.dirname(buildFile), folder)
    const sizeOf = (name) => fs.statSync(path.join(home, name)).size
    const ending = path.extname(sources[0])
    const names = groupSources(sources, { into, apart, sizeOf }).map((group, index) => {
      const name = `united${index}${ending}`
      // Each of mediasoup's files names itself for its log by this macro.
      const lines = group.flatMap((one) => [`#include "${one}"`, '#undef MS_CLASS'])
      fs.writeFileSync(path.join(home, name), `${lines.join('\n')}\n`)
      return `'${folder}/${name}',`
    })
    fs.writeFileSync(buildFile, `${text.slice(0, from)}\n${names.join('\n')}\n${text.slice(to)}`)
  }
}

/**
 * Shares files out among groups of about the same size, those first that must be kept apart.
 *
 * @param {readonly string[]} sources
 * @returns {string[][]} `into` groups, each in the order of `sources`.
 */
export function groupSources(sources, { into, apart, sizeOf }) {
  const groups = Array.from({ length: into }, () => ({ names: new Set(), size: 0 }))
  const clash = (group, name) =>
    apart.some((set) => set.includes(name) && set.some((other) => group.names.has(other)))
  const choosy = apart.flat()
  const inTurn = [...new Set([...choosy.filter((name) => sources.includes(name)), ...sources])]
  for (const name of inTurn) {
    const free = groups.filter((group) => !clash(group, name))
    if (free.length === 0) throw new Failure(`No group of sources has a place for ${name}.`)
    const smallest = free.reduce((least, group) => (group.size < least.size ? group : least))
    smallest.names.add(name)
    smallest.size += sizeOf(name)
  }
  return groups.map(({ names }) => sources.filter((name) => names.has(name)))
}
