/** Hears the player's keys. It hears key-up too (K with L), so it listens itself; the page's help only lists them. */
import { useMessages } from '@i18n'
import { type RefObject, useEffect } from 'react'
import { pressed, useHotKeys } from '../hotkeys'
import { commandOf, held, type PlayerCommand, playerKeys } from './keys'
import { useLatest } from './useTransport'

export interface PlayerKeysOptions {
  scope: 'page' | 'focus'
  root: RefObject<HTMLElement | null>
  run(command: PlayerCommand, slow: boolean): void
  /** The field for a timecode is open, though it may not have the focus yet. */
  asking: boolean
  /** Somebody types a timecode: one sign more. */
  type(sign: string): void
  /** J or L was let go while K is down. */
  release(): void
  /** What works here now. */
  works(command: PlayerCommand): boolean
  /** While somebody draws: Ctrl-Z takes back a stroke instead of the page's last change, Escape ends it. */
  drawing?: { undo(): void; done(): void }
}

export function usePlayerKeys(options: PlayerKeysOptions): void {
  const t = useMessages()
  const latest = useLatest(options)
  useHotKeys(
    playerKeys
      .filter(([, command]) => options.works(command))
      .map(([keys, command]) => ({
        keys,
        title: t(`player.${command}`),
        listed: true,
        run: () => undefined,
      })),
  )
  useEffect(() => {
    let still = false // K is down
    const mine = (target: EventTarget | null) => {
      const { root, scope } = latest.current
      if (!(target instanceof Element)) return scope === 'page'
      return root.current?.contains(target) ? 'inside' : scope === 'page' && !busy(target)
    }
    const down = (event: KeyboardEvent) => {
      const { run, type, works } = latest.current
      const where = mine(event.target)
      if (event.defaultPrevented || event.isComposing || !where || typing(event.target)) return
      const { drawing } = latest.current
      const forDrawing = pressed('mod+z', event)
        ? drawing?.undo
        : pressed('escape', event)
          ? drawing?.done
          : undefined
      if (forDrawing) {
        event.preventDefault()
        forDrawing()
        return
      }
      if ((beginsNumber(event) || (latest.current.asking && /^[\d:;.,]$/.test(event.key))) && works('goTo')) {
        event.preventDefault()
        type(event.key)
        return
      }
      const command = commandOf(event)
      if (!command || !works(command) || pressesIt(event, command)) return
      event.preventDefault()
      if (command === 'stop') still = true
      if (!event.repeat || held.has(command)) run(command, still)
    }
    const up = (event: KeyboardEvent) => {
      const key = event.key.toLowerCase()
      if (key === 'k') still = false
      else if (still && (key === 'j' || key === 'l')) latest.current.release()
    }
    const away = () => {
      still = false
    }
    // On the document: after what the focus is in, before the page's own shortcuts on the window.
    document.addEventListener('keydown', down)
    document.addEventListener('keyup', up)
    window.addEventListener('blur', away)
    return () => {
      document.removeEventListener('keydown', down)
      document.removeEventListener('keyup', up)
      window.removeEventListener('blur', away)
    }
  }, [latest])
}

/** A sign, or a digit of the number block: the digits above the letters are free for pages, such as for ratings. */
function beginsNumber(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return false
  return event.key === '+' || event.key === '-' || /^Numpad\d$/.test(event.code)
}

function typing(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target instanceof HTMLInputElement && target.type === 'range') return false
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)
}

/** Parts of a page that have a use for these keys themselves while the focus is in them. */
function busy(target: Element): boolean {
  const parts =
    '[role=dialog],[role=menu],[role=listbox],[role=grid],[role=tablist],[role=radiogroup],[role=tree]'
  return target.closest(parts) !== null
}

/** Space presses the button that has the focus; it starts the player everywhere else. */
function pressesIt(event: KeyboardEvent, command: PlayerCommand): boolean {
  return (
    command === 'toggle' &&
    event.target instanceof Element &&
    event.target.closest('button,a,summary,[role=button],[role=option],[role=checkbox]') !== null
  )
}
