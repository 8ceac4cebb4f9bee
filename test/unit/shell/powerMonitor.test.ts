import { expect, test } from 'vitest'
import { PowerMonitor } from '../../../main/shell/hosting/PowerMonitor.ts'

type Sign = 'suspend' | 'resume' | 'on-battery' | 'on-ac'

/** A computer whose signs the test gives. */
function computer(onBattery = false) {
  const news: unknown[] = []
  const heard = new Map<Sign, () => void>()
  const watch = new PowerMonitor({
    signs: { on: (event, happened) => void heard.set(event, happened), isOnBatteryPower: () => onBattery },
    changed: (power) => news.push(power),
    woke: () => news.push('woke'),
  })
  return { watch, news, happens: (event: Sign) => heard.get(event)?.() }
}

test('on the mains there is nothing to tell', () => {
  const { watch, news } = computer()
  watch.setBattery({ charging: true, percent: 80 })
  expect(news).toEqual([])
})

test('the battery is told in steps of five, and the mains when they are back', () => {
  const { watch, news, happens } = computer()
  happens('on-battery')
  for (const percent of [83, 82, 81, 22]) watch.setBattery({ charging: false, percent })
  happens('on-ac')
  expect(news).toEqual([
    { type: 'battery', percent: null },
    { type: 'battery', percent: 85 },
    { type: 'battery', percent: 80 },
    { type: 'battery', percent: 20 },
    { type: 'mains' },
  ])
})

test('a page alone is enough where the system says nothing', () => {
  const { watch, news } = computer()
  watch.setBattery({ charging: false, percent: 50 })
  watch.setBattery({ charging: true, percent: 50 })
  expect(news).toEqual([{ type: 'battery', percent: 50 }, { type: 'mains' }])
})

test('a sleep is told before it begins, and then what the computer runs on', () => {
  const { news, happens } = computer(true)
  happens('suspend')
  // Unplugged in a bag: that is told after the sleep.
  happens('on-ac')
  happens('resume')
  expect(news).toEqual([{ type: 'battery', percent: null }, { type: 'asleep' }, { type: 'mains' }, 'woke'])
})
