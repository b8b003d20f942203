import { useMessages } from '@i18n'
import { Answer, EmptyState } from '@kit'
import { Button } from '@mantine/core'
import { usePath } from '@shell'
import { useRead, useRight } from '@sync'
import { IconLayoutRows, IconUpload } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { boardsPath } from './types'
import { useWrite } from './useboard'

/** What stands where no board is yet: first a script, then one button. */
export function FirstBoard() {
  const t = useMessages('planning/board')
  const path = usePath()
  const write = useWrite()
  const mayEdit = useRight('board.edit')
  const mayRead = useRight('script.read')
  const scenes = useRead<{ scenes: { omitted?: boolean }[] | null }>('/api/productions/{production}/scenes', {
    kinds: ['scene'],
    skip: !mayRead,
  })
  const make = () =>
    write({ title: t('made'), method: 'POST', path: boardsPath, body: { name: t('first_name') } })
  const first = (count: number) =>
    count === 0 ? (
      <EmptyState
        title={t('noscript')}
        icon={IconUpload}
        action={
          <Button component={Link} to={path('story/drafts', 'import')}>
            {t('import')}
          </Button>
        }
      >
        {t('noscript_text')}
      </EmptyState>
    ) : (
      <EmptyState
        title={t('noboard')}
        icon={IconLayoutRows}
        action={mayEdit && <Button onClick={() => void make()}>{t('make_first')}</Button>}
      >
        {t('noboard_text', { count })}
      </EmptyState>
    )
  if (!mayRead) return <EmptyState title={t('noboard')}>{t('noboard_wait')}</EmptyState>
  return (
    <Answer of={scenes}>{(data) => first((data.scenes ?? []).filter((one) => !one.omitted).length)}</Answer>
  )
}
