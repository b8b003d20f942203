import { asProblem } from '@api'
import { useMessages } from '@i18n'
import { useHotKeys } from '@kit'
import { ActionIcon, Tooltip } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useUndo } from '@sync'
import { IconArrowBackUp, IconArrowForwardUp } from '@tabler/icons-react'
import { askToForce } from './askToForce'
import styles from './Frame.module.css'

/** Undo and redo of the person's own changes, on every page. */
export function UndoButtons() {
  const t = useMessages()
  const { last, next, busy, undo, redo } = useUndo()
  const take = async (step: typeof undo, key: 'undo.undone' | 'undo.redone', force = false) => {
    try {
      const done = await step(force)
      if (done) notifications.show({ message: t(key, { title: done.title }) })
    } catch (thrown) {
      const problem = asProblem(thrown)
      if (problem.stale && !force && (await askToForce(problem.message))) await take(step, key, true)
      else if (!problem.stale) {
        notifications.show({ color: 'red', message: t('undo.failed', { reason: problem.message }) })
      }
    }
  }
  const back = () => void take(undo, 'undo.undone')
  const forth = () => void take(redo, 'undo.redone')
  useHotKeys([
    { keys: 'mod+z', title: t('keys.undo'), run: back },
    { keys: 'mod+shift+z', title: t('keys.redo'), run: forth },
  ])
  const undoLabel = last ? t('undo.undo', { title: last.title }) : t('undo.nothing')
  const redoLabel = next ? t('undo.redo', { title: next.title }) : t('undo.nothingToRedo')
  return (
    <span style={{ display: 'inline-flex' }}>
      <Tooltip label={undoLabel}>
        <ActionIcon aria-label={undoLabel} className={styles.quiet} disabled={!last || busy} onClick={back}>
          <IconArrowBackUp size={18} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={redoLabel}>
        <ActionIcon aria-label={redoLabel} className={styles.quiet} disabled={!next || busy} onClick={forth}>
          <IconArrowForwardUp size={18} />
        </ActionIcon>
      </Tooltip>
    </span>
  )
}
