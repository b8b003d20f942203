import { Kbd } from '@mantine/core'
import { keyNames } from './hotkeys'

const mac = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform)

/** A shortcut drawn as keys. Beside a name it is decoration for those who hear the page. */
export function Keys({ keys, silent }: { keys: string; silent?: boolean }) {
  return (
    <span aria-hidden={silent} style={{ display: 'inline-flex', gap: 4, whiteSpace: 'nowrap' }}>
      {keyNames(keys, mac).map((name) => (
        <Kbd key={name} size="xs">
          {name}
        </Kbd>
      ))}
    </span>
  )
}
