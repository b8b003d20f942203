import { useMessages } from '@i18n'
import { Button, Group, Modal, TextInput } from '@mantine/core'
import { IconVersions } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import { Sums } from './CostPanel'
import { compare } from './cost'
import styles from './Room.module.css'
import { type Card, type Detail, list, paths } from './types'
import { useWrite } from './useroom'

interface Props {
  detail: Detail
  mayWrite: boolean
  onOpen(card: string): void
}

/** Other versions of a beat: begin one, lay all side by side with what they cost, choose one. */
export function Versions({ detail, mayWrite, onOpen }: Props) {
  const t = useMessages('story/room')
  const write = useWrite()
  const [naming, setNaming] = useState('')
  const [laid, setLaid] = useState(false)
  const all = list(detail.alternates)
  const begin = async (event: FormEvent) => {
    event.preventDefault()
    const done = await write({
      title: t('version_begun', { card: detail.title }),
      method: 'POST',
      path: paths.versions,
      params: { card: detail.id },
      body: { title: naming.trim() },
    })
    if (!done) return
    setNaming('')
    setLaid(true)
  }
  return (
    <section>
      <h3 className={styles.sectionTitle}>{t('versions')}</h3>
      {detail.head && (
        <p className={styles.soft}>
          {t('version_of')}{' '}
          <Button size="compact-xs" variant="subtle" onClick={() => onOpen(detail.head?.id ?? '')}>
            {detail.head.name}
          </Button>
        </p>
      )}
      <Group gap="xs" align="flex-end">
        {all.length > 0 && (
          <Button variant="default" leftSection={<IconVersions size={16} />} onClick={() => setLaid(true)}>
            {t('side_by_side', { count: all.length })}
          </Button>
        )}
        {mayWrite && (
          <form onSubmit={(event) => void begin(event)} style={{ flex: 1 }}>
            <Group gap="xs" wrap="nowrap">
              <TextInput
                aria-label={t('version_name')}
                placeholder={t('version_name')}
                value={naming}
                onChange={(event) => setNaming(event.currentTarget.value)}
                maxLength={200}
                style={{ flex: 1 }}
              />
              <Button type="submit" variant="default" disabled={naming.trim() === ''}>
                {t('version_begin')}
              </Button>
            </Group>
          </form>
        )}
      </Group>
      {laid && all.length > 0 && (
        <SideBySide all={all} mayWrite={mayWrite} onOpen={onOpen} onClose={() => setLaid(false)} />
      )}
    </section>
  )
}

function shown(t: ReturnType<typeof useMessages>, value: number | 'expected' | undefined) {
  if (value === undefined) return <span className={styles.soft}>{t('not_known')}</span>
  return value === 'expected' ? t('expected') : value
}

interface SideProps {
  all: readonly Card[]
  mayWrite: boolean
  onOpen(card: string): void
  onClose(): void
}

function SideBySide({ all, mayWrite, onOpen, onClose }: SideProps) {
  const t = useMessages('story/room')
  const write = useWrite()
  const choose = async (card: Card) => {
    const done = await write({
      title: t('chosen', { card: card.title }),
      method: 'POST',
      path: paths.choose,
      params: { card: card.id },
      body: {},
      preview: true,
    })
    if (!done) return
    onClose()
    onOpen(card.id)
  }
  const rows = compare(all.map((card) => card.cost))
  return (
    <Modal
      opened
      onClose={onClose}
      size="auto"
      title={t('side_title')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <table className={styles.compare}>
        <thead>
          <tr>
            <td />
            {all.map((card, i) => (
              <th key={card.id} scope="col">
                {card.title}
                <div className={styles.soft}>{i === 0 ? t('on_the_board') : t('kept')}</div>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{t('card_text')}</th>
            {all.map((card) => (
              <td key={card.id}>{card.text}</td>
            ))}
          </tr>
          {rows.map((row) => (
            <tr key={row.what}>
              <th scope="row">{t(`figure.${row.what}`)}</th>
              {all.map((card, i) => (
                <td key={card.id} className={row.least === i ? styles.least : undefined}>
                  {row.what === 'eighths' ? card.cost.length : shown(t, row.values[i])}
                </td>
              ))}
            </tr>
          ))}
          <tr>
            <th scope="row">{t('cast_pay')}</th>
            {all.map((card) => (
              <td key={card.id}>
                <Sums sums={list(card.cost.cast_pay)} />
              </td>
            ))}
          </tr>
          <tr>
            <th scope="row">{t('asks')}</th>
            {all.map((card) => (
              <td key={card.id}>
                {card.cost.rough
                  ? `${t('rough')}: ${list(card.cost.needs)
                      .map((need) => t(`need.${need}`))
                      .join(', ')}`
                  : t('from_breakdown')}
              </td>
            ))}
          </tr>
          <tr>
            <td />
            {all.map((card, i) => (
              <td key={card.id}>
                {mayWrite && i > 0 && (
                  <Button size="xs" onClick={() => void choose(card)}>
                    {t('choose')}
                  </Button>
                )}
              </td>
            ))}
          </tr>
        </tbody>
      </table>
    </Modal>
  )
}
