import { act, cleanup, render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, expect, test, vi } from 'vitest'
import { startLocales } from '../../../renderer/locales/startLocales.ts'
import { loadPart } from '../../../renderer/platform/loadPart.ts'
import { Guard } from '../../../renderer/ui/failures/Guard.tsx'
import { lazyView } from '../../../renderer/ui/failures/lazyView.tsx'

startLocales()
afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
})

const BASE = 'https://192.168.1.20:8443/assets/index.js'

test('nothing is imported before all its files have come, and the next try begins anew', async () => {
  const asked: string[] = []
  let answer: () => Promise<Response> = () => Promise.reject(new TypeError('Failed to fetch'))
  vi.spyOn(globalThis, 'fetch').mockImplementation((url) => {
    asked.push(String(url).replace(/^.*\//, ''))
    return answer()
  })
  const load = vi.fn<() => Promise<string>>(async () => 'the part')
  const part = () => loadPart(load, ['./a.js', './b.js'], BASE)
  await expect(part()).rejects.toThrow('Failed to fetch')
  // A host that was updated meanwhile has other files.
  answer = async () => new Response('', { status: 404 })
  await expect(part()).rejects.toThrow('404')
  expect(load).not.toHaveBeenCalled()
  answer = async () => new Response('')
  expect(await part()).toBe('the part')
  expect(asked).toEqual(['a.js', 'b.js', 'a.js', 'b.js', 'a.js', 'b.js'])
  // What has come is not fetched again, also for another part.
  await loadPart(load, ['./b.js', './c.js'], BASE)
  expect(asked.slice(6)).toEqual(['c.js'])
})

test('a style sheet that does not come is not taken for loaded', async () => {
  vi.spyOn(globalThis, 'fetch').mockImplementation(async () => new Response(''))
  const links: HTMLLinkElement[] = []
  // No document of a test fetches a style sheet.
  vi.spyOn(document.head, 'append').mockImplementation((link) => void links.push(link as HTMLLinkElement))
  const part = () => loadPart(async () => 'the part', ['./look.css'], BASE)
  const answer = async (kind: 'load' | 'error') => {
    const asked = part()
    const before = links.length
    await vi.waitFor(() => expect(links).toHaveLength(before + 1))
    links.at(-1)?.dispatchEvent(new Event(kind))
    return asked
  }
  await expect(answer('error')).rejects.toThrow('style sheet')
  expect(await answer('load')).toBe('the part')
  expect(links.map(({ href }) => href)).toEqual(Array(2).fill('https://192.168.1.20:8443/assets/look.css'))
})

test('a view that cannot be fetched says so, and is fetched again when asked', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
  let tries = 0
  const View = lazyView(async () => {
    tries += 1
    if (tries < 3) throw new TypeError('Failed to fetch')
    return ({ name }: { readonly name: string }) => <p>Here is {name}</p>
  })
  const onClose = vi.fn<() => void>()
  const drawn = (
    <Guard part="view" place="dialog" onClose={onClose}>
      <View name="Alice" />
    </Guard>
  )
  const { unmount } = render(drawn)
  const user = userEvent.setup()
  const again = () => screen.findByRole('button', { name: 'Load again' })
  await again()
  expect(screen.getByRole('dialog', { name: 'This didn’t load' })).toBeDefined()
  await user.click(await again())
  await user.click(await again())
  expect(await screen.findByText(/Here is/)).toBeDefined()
  expect(tries).toBe(3)
  // From then on it is there at once.
  unmount()
  render(drawn)
  expect(screen.getByText(/Here is/)).toBeDefined()
  await act(async () => undefined)
  expect(tries).toBe(3)
})
