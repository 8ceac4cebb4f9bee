import { type Browser, chromium, type Locator } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { HostOnLan } from '../fixtures/HostOnLan.ts'
import { mediaArguments, wholeChromium } from '../fixtures/launchBrowser.ts'
import { Participant } from '../fixtures/Participant.ts'
import { builtClient, type RunningHost, startHost } from '../fixtures/startHost.ts'
import { wavFile } from '../fixtures/wavFile.ts'

/** Opens the check; what it finds stands in rows that begin with the check's name. */
async function openCheck(person: Participant): Promise<{ dialog: Locator; row: (name: string) => Locator }> {
  await person.button('Check devices and network').click()
  const dialog = person.page.getByRole('dialog', { name: 'Check devices and network' })
  return { dialog, row: (name) => dialog.getByRole('listitem').filter({ hasText: name }) }
}

/** In the lobby of a room. */
async function inLobby(browser: Browser, base: string): Promise<Participant> {
  const person = await Participant.open(browser, `${base}?room=demo`, 'Alice')
  await person.button('Join').click()
  await person.button('Join now').waitFor()
  return person
}

describe('over a network', () => {
  let place: HostOnLan
  let browser: Browser

  beforeAll(async () => {
    place = await HostOnLan.open()
    browser = await place.browserAt(place.station)
  })
  afterEach(() => Promise.all(browser.contexts().map((context) => context.close())))
  afterAll(() => place.close())

  it('says that everything will do', async () => {
    const { dialog, row } = await openCheck(await inLobby(browser, place.host.base))
    await row('Camera')
      .getByText(/^Gives a picture of \d+ × \d+\.$/)
      .waitFor()
    await row('Microphone').getByText('Hears you.').waitFor()
    await dialog.getByRole('button', { name: 'Yes' }).click()
    await row('Speaker').getByText('You heard the chime.').waitFor()
    await row('Host')
      .getByText(/^Answers in/)
      .waitFor()
    await row('UDP')
      .getByText(/^Open, at port \d+\.$/)
      .waitFor()
    await row('TCP')
      .getByText(/^Open, at port \d+, in case/)
      .waitFor()
    await row('Speed')
      .getByText(/^Enough: [\d.]+ Mbit\/s to you, [\d.]+ from you/)
      .waitFor()
    await dialog.getByText('Everything will do.').first().waitFor()
  })

  it('says that UDP is blocked, what to do, and that TCP will carry the call', async () => {
    const person = await inLobby(browser, place.host.base)
    const end = await place.lan.blockUdp(place.station)
    const { dialog, row } = await openCheck(person)
    await row('UDP').getByText('Blocked: nothing comes back.').waitFor()
    await row('UDP')
      .getByText(/let UDP through to Hearth/)
      .waitFor()
    await row('TCP')
      .getByText(/it will carry your call/)
      .waitFor()
    await row('Speed')
      .getByText(/Mbit\/s to you/)
      .waitFor()
    await dialog.getByRole('button', { name: 'Yes' }).click()
    await dialog.getByText('1 thing needs attention.').first().waitFor()
    await end()
  })

  it('says that the network is slow, by both directions', async () => {
    const person = await inLobby(browser, place.host.base)
    const end = await place.lan.slow(place.station, 1500)
    const { row } = await openCheck(person)
    const text = await row('Speed')
      .getByText(/^Little: /)
      .textContent()
    const [down, up] = [...(text ?? '').matchAll(/[\d.]+(?= Mbit| from)/g)].map(Number)
    // Nobody can measure more than the link carries; headers and what is lost on the way take their part.
    for (const measured of [down, up]) {
      expect(measured).toBeGreaterThan(0.35)
      expect(measured).toBeLessThan(1.5)
    }
    await row('Speed')
      .getByText(/Use a cable/)
      .waitFor()
    await end()
  })

  it('says that there is no network, and stops when told to', async () => {
    const person = await inLobby(browser, place.host.base)
    const { dialog, row } = await openCheck(person)
    await row('Microphone')
      .getByText(/Listening|Hears/)
      .waitFor()
    await person.button('Stop').click()
    await dialog.getByRole('button', { name: 'Check again' }).waitFor()
    await place.lan.cut(place.station, 'unplugged')
    await dialog.getByRole('button', { name: 'Check again' }).click()
    await row('Host').getByText('This computer is on no network.').waitFor()
    await row('UDP').getByText('Not checked').waitFor()
    await place.lan.mend(place.station)
  })
})

describe('with other devices', () => {
  let host: RunningHost
  const browsers: Browser[] = []

  beforeAll(async () => {
    host = await startHost({ staticDir: builtClient })
  })
  afterEach(async () => {
    for (const browser of browsers.splice(0)) await browser.close()
  })
  afterAll(() => host.stop())

  // Without its windows Chromium asks nobody for a permission, and waits.
  const launch = async (args: string[]) => {
    const browser = await chromium.launch({ executablePath: wholeChromium, args })
    browsers.push(browser)
    return browser
  }
  /** From Home, where this host is the only one that is known. */
  const check = async (args: string[]) => {
    const person = await Participant.open(await launch(args), host.base, 'Alice')
    return { person, ...(await openCheck(person)) }
  }

  it('says what is missing', async () => {
    const { row, dialog } = await check(mediaArguments().filter((word) => !word.startsWith('--use-f')))
    await row('Camera').getByText('No camera was found.').waitFor()
    await row('Camera').getByText('Plug one in, or join without a picture.').waitFor()
    await row('Microphone').getByText('No microphone was found.').waitFor()
    // The rest is looked at all the same.
    await row('UDP').getByText(/^Open/).waitFor()
    await dialog.getByRole('button', { name: 'No' }).click()
    await row('Speaker')
      .getByText(/Turn the volume up/)
      .waitFor()
  })

  it('says what is not allowed', async () => {
    const { row } = await check(mediaArguments().filter((word) => word !== '--use-fake-ui-for-media-stream'))
    await row('Camera').getByText('Hearth may not use the camera.').waitFor()
    await row('Camera')
      .getByText(/Allow the camera in the browser/)
      .waitFor()
    await row('Microphone').getByText('Hearth may not use the microphone.').waitFor()
  })

  it('says that a microphone gives no sound', async () => {
    const silence = wavFile('silence', Buffer.alloc(48_000 * 2), 48_000)
    const { row } = await check([...mediaArguments(), `--use-file-for-fake-audio-capture=${silence}`])
    await row('Microphone').getByText('Gives no sound at all.').waitFor()
    await row('Microphone')
      .getByText(/mute switch/)
      .waitFor()
  })
})
