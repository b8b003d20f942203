import { useMessages } from '@i18n'
import { useGo } from '@shell'
import { useRight } from '@sync'
import { IconUpload } from '@tabler/icons-react'
import { type ComponentType, type DragEvent, useRef, useState } from 'react'
import styles from './DropScript.module.css'
import { dragsFile, dropped, fileIn } from './dropped'

/** Lets a page of the script take a dropped file anywhere: it goes on to the import page, and nothing lands yet. */
export function droppable(Page: ComponentType): ComponentType {
  return function Droppable() {
    const mayEdit = useRight('script.edit')
    return mayEdit ? (
      <DropScript>
        <Page />
      </DropScript>
    ) : (
      <Page />
    )
  }
}

function DropScript({ children }: { children: React.ReactNode }) {
  const t = useMessages('story/drafts')
  const go = useGo()
  const [over, setOver] = useState(false)
  const depth = useRef(0)
  const move = (by: number) => (event: DragEvent) => {
    if (!dragsFile(event.dataTransfer)) return
    depth.current = Math.max(0, depth.current + by)
    setOver(depth.current > 0)
  }
  const onDrop = (event: DragEvent) => {
    depth.current = 0
    setOver(false)
    const file = fileIn(event.dataTransfer)
    if (!file) return
    event.preventDefault()
    dropped.set(file)
    go('story/drafts', 'import')
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping has a way for the keyboard, the button "Import a draft"
    <div
      className={styles.area}
      data-over={over || undefined}
      onDragEnter={move(1)}
      onDragLeave={move(-1)}
      onDragOver={(event) => dragsFile(event.dataTransfer) && event.preventDefault()}
      onDrop={onDrop}
    >
      {children}
      {over && (
        <div className={styles.hint}>
          <IconUpload size={32} aria-hidden />
          {t('drop_here')}
        </div>
      )}
    </div>
  )
}
