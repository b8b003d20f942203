import { useMessages } from '@i18n'
import { Keys } from '@kit'
import { Loader, Modal } from '@mantine/core'
import { useStore } from '@sync'
import { IconSearch } from '@tabler/icons-react'
import { type KeyboardEvent, useEffect, useId, useState } from 'react'
import type { Found } from './find'
import styles from './Palette.module.css'
import { paletteOpen } from './store'
import { useFound } from './useFound'

/** Ctrl-K: pages, commands and everything of the production that the person may see, by a few letters. */
export function Palette() {
  const t = useMessages()
  const opened = useStore(paletteOpen)
  const close = () => paletteOpen.set(false)
  return (
    <Modal.Root opened={opened} onClose={close} padding={0} size="lg" yOffset="12vh">
      <Modal.Overlay />
      <Modal.Content aria-label={t('palette.title')}>{opened && <Inside close={close} />}</Modal.Content>
    </Modal.Root>
  )
}

function Inside({ close }: { close(): void }) {
  const t = useMessages()
  const listId = useId()
  const [words, setWords] = useState('')
  const [active, setActive] = useState(0)
  const { found, searching } = useFound(words)
  const at = Math.min(active, found.length - 1)
  const choose = (one: Found | undefined) => {
    if (!one) return
    close()
    one.run()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') setActive((at + 1) % Math.max(1, found.length))
    else if (event.key === 'ArrowUp') setActive((at - 1 + found.length) % Math.max(1, found.length))
    else if (event.key === 'Enter') choose(found[at])
    else return
    event.preventDefault()
  }
  useEffect(() => {
    document.getElementById(`${listId}-${at}`)?.scrollIntoView({ block: 'nearest' })
  }, [listId, at])
  return (
    <div>
      <div className={styles.field}>
        <IconSearch size={18} aria-hidden />
        <input
          className={styles.input}
          role="combobox"
          aria-expanded
          aria-controls={listId}
          aria-activedescendant={at >= 0 ? `${listId}-${at}` : undefined}
          aria-label={t('palette.title')}
          placeholder={t('palette.hint')}
          value={words}
          data-autofocus
          onChange={(event) => {
            setWords(event.target.value)
            setActive(0)
          }}
          onKeyDown={onKeyDown}
        />
        {searching && <Loader size="xs" aria-label={t('answer.loading')} />}
      </div>
      <div id={listId} role="listbox" aria-label={t('palette.results')} className={styles.list}>
        {found.map((one, i) => (
          <Option
            key={one.id}
            id={`${listId}-${i}`}
            one={one}
            head={one.group === found[i - 1]?.group ? undefined : one.group}
            active={i === at}
            onHover={() => setActive(i)}
            onChoose={() => choose(one)}
          />
        ))}
      </div>
      {found.length === 0 && !searching && <p className={styles.none}>{t('palette.nothing', { words })}</p>}
    </div>
  )
}

interface OptionProps {
  id: string
  one: Found
  head?: string
  active: boolean
  onHover(): void
  onChoose(): void
}

function Option({ id, one, head, active, onHover, onChoose }: OptionProps) {
  return (
    <>
      {head && (
        <div className={styles.group} role="presentation">
          {head}
        </div>
      )}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keys and names the active option */}
      <div
        id={id}
        role="option"
        aria-selected={active}
        className={styles.option}
        onMouseMove={onHover}
        onClick={onChoose}
      >
        <span className={styles.optionTitle}>{one.title}</span>
        {one.detail && <span className={styles.detail}>{one.detail}</span>}
        {one.keys && <Keys keys={one.keys} />}
      </div>
    </>
  )
}
