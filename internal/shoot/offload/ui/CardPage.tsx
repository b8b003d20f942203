import { useLanguage, useMessages } from '@i18n'
import { Answer, DateText, formatBytes, Page, Panel } from '@kit'
import { Button, Group, Menu, Text } from '@mantine/core'
import { usePath } from '@shell'
import { useProduction, useRead, useRight } from '@sync'
import { IconCopy, IconFileText, IconLockOpen, IconPencil } from '@tabler/icons-react'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { CopiesPanel } from './CopiesPanel'
import { Custody } from './Custody'
import { FilesPanel } from './FilesPanel'
import { Lamps, VerdictBadge } from './Lamps'
import styles from './Offload.module.css'
import { StepModal } from './StepModal'
import { type CardAnswer, kinds, paths } from './types'

const papers = ['roll-report', 'chain-of-custody'] as const

/** One card: the verdict and what to do, its copies, what was found, its files, who had it. */
export default function CardPage() {
  const t = useMessages('shoot/offload')
  const language = useLanguage()
  const path = usePath()
  const production = useProduction()
  const { roll = '' } = useParams({ strict: false }) as { roll?: string }
  const answer = useRead<CardAnswer>(paths.card, { params: { roll }, kinds })
  const may = useRight('offload.edit')
  const mayRelease = useRight('offload.release')
  const [open, setOpen] = useState<'step' | 'release'>()
  return (
    <Answer of={answer}>
      {(card) => (
        <Page
          title={card.name}
          lead={
            <>
              {t(`type.${card.type}`)}
              {card.date && (
                <>
                  {' · '}
                  <DateText value={card.date} />
                </>
              )}
              {` · ${t('clips_of', { matched: card.matched, clips: card.clips })} · ${formatBytes(card.size_bytes, language)}`}
              {card.seal ? ` · ${card.seal}` : ''}
            </>
          }
          actions={
            <Group gap="xs">
              <Menu>
                <Menu.Target>
                  <Button variant="default" leftSection={<IconFileText size={16} />}>
                    {t('papers')}
                  </Button>
                </Menu.Target>
                <Menu.Dropdown>
                  {papers.map((name) => (
                    <Menu.Item
                      key={name}
                      component="a"
                      target="_blank"
                      href={`/api/productions/${production.id}/documents/${name}?subject=${card.id}&format=pdf`}
                    >
                      {t(`paper_${name}`)}
                    </Menu.Item>
                  ))}
                </Menu.Dropdown>
              </Menu>
              {may && (
                <>
                  <Button
                    variant="default"
                    leftSection={<IconPencil size={16} />}
                    onClick={() => setOpen('step')}
                  >
                    {t('step')}
                  </Button>
                  <Button
                    variant="default"
                    leftSection={<IconCopy size={16} />}
                    component={Link}
                    to={`${path('shoot/offload', 'copy')}?roll=${card.id}`}
                  >
                    {t('copy_it')}
                  </Button>
                </>
              )}
              {mayRelease && card.status !== 'released' && (
                <Button leftSection={<IconLockOpen size={16} />} onClick={() => setOpen('release')}>
                  {t('release')}
                </Button>
              )}
            </Group>
          }
        >
          <div className={styles.stack}>
            {card.alarm && (
              <p role="alert" className={styles.alarm}>
                {card.alarm}
              </p>
            )}
            <div className={styles.two}>
              <VerdictPanel card={card} />
              <CopiesPanel card={card} />
            </div>
            <FilesPanel card={card} />
            <Custody card={card} />
          </div>
          {open && <StepModal card={card} release={open === 'release'} onClose={() => setOpen(undefined)} />}
        </Page>
      )}
    </Answer>
  )
}

function VerdictPanel({ card }: { card: CardAnswer }) {
  const t = useMessages('shoot/offload')
  const wanting = card.verdict.wanting ?? []
  const todo = card.verdict.to_do ?? []
  return (
    <Panel title={t('may_format')}>
      <Group mb="sm">
        <VerdictBadge card={card} />
        <Lamps card={card} />
      </Group>
      {card.verdict.safe && <Text>{t('safe_text', card.verdict.have)}</Text>}
      {wanting.length > 0 && (
        <>
          <Text fw={600}>{t('missing')}</Text>
          <ul className={styles.list}>
            {wanting.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </>
      )}
      {todo.length > 0 && (
        <>
          <Text fw={600} mt="sm">
            {t('to_do')}
          </Text>
          <ul className={styles.list}>
            {todo.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </>
      )}
    </Panel>
  )
}
