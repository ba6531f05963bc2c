/** For tests: what is rendered into the page as the real page does it, with StrictMode at work. */
import { MantineProvider } from '@mantine/core'
import { act, type ReactNode, StrictMode } from 'react'
import { createRoot } from 'react-dom/client'

const closing: (() => void)[] = []

/** Shows what is given, and again whenever it is called again; resolves when effects and microtasks have run. */
export function openPage(): (shown: ReactNode) => Promise<void> {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })
  window.matchMedia ??= (media) => Object.assign(new EventTarget(), { media, matches: false }) as MediaQueryList
  const place = document.createElement('div')
  document.body.append(place)
  const root = createRoot(place)
  closing.push(() => {
    act(() => root.unmount())
    place.remove()
  })
  return (shown) =>
    act(async () => {
      root.render(
        <StrictMode>
          <MantineProvider>{shown}</MantineProvider>
        </StrictMode>,
      )
    })
}

export function closePages(): void {
  for (const close of closing.splice(0)) close()
}
