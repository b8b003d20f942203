import { useMessages } from '@i18n'
import { Answer } from '@kit'
import { Button, Checkbox, Radio, Select, Stack, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useProduction, useRead } from '@sync'
import { IconFileTypePdf } from '@tabler/icons-react'
import { useState } from 'react'
import { PrintedPage } from '../PrintedPage'
import { type Draft, paper } from '../types'
import { crossings } from './crossings'
import styles from './Papers.module.css'
import type { SideChoices, Sides } from './types'

/** Sides: for a day, for a part, or for chosen scenes; seen before they are printed. */
export function SidesTab({ draft }: { draft: Draft }) {
  const t = useMessages('story/drafts')
  const { id: production, branch } = useProduction()
  const [day, setDay] = useState<string | null>()
  const [part, setPart] = useState<string | null>(null)
  const [typed, setTyped] = useState('')
  const [scenes] = useDebouncedValue(typed.trim(), 400)
  const [order, setOrder] = useState('shooting')
  const [look, setLook] = useState({ clean: false, two_up: false, tint: false, bare: false })
  const choices = useRead<SideChoices>('/api/productions/{production}/drafts/{draft}/sides/choices', {
    params: { draft: draft.id },
    kinds: ['draft', 'block', 'strip', 'shoot_day', 'board'],
  })
  const onDay = day === undefined ? choices.data?.days?.[0]?.id : (day ?? undefined)
  const query = { day: onDay, part: part ?? undefined, scenes: scenes || undefined, order }
  const asked = Boolean(onDay || part || scenes)
  const sides = useRead<Sides>('/api/productions/{production}/drafts/{draft}/sides', {
    params: { draft: draft.id },
    query,
    kinds: ['draft', 'block', 'strip', 'shoot_day', 'board'],
    skip: !asked,
  })
  const href = () => {
    const all = new URLSearchParams(
      Object.entries(query).filter((pair): pair is [string, string] => Boolean(pair[1])),
    )
    for (const [name, on] of Object.entries(look)) if (on) all.set(name, 'true')
    if (branch) all.set('branch', branch)
    return `/api/productions/${production}/drafts/${draft.id}/sides/file?${all}`
  }
  return (
    <div className={styles.sides}>
      <Stack gap="sm" className={styles.form}>
        <Select
          label={t('doc.of_day')}
          placeholder={t('doc.any_day')}
          data={(choices.data?.days ?? []).map((one) => ({
            value: one.id,
            label: `${one.title} (${(one.scenes ?? []).join(', ')})`,
          }))}
          value={onDay ?? null}
          onChange={setDay}
          clearable
          searchable
        />
        <Select
          label={t('doc.of_part')}
          placeholder={t('doc.everybody')}
          data={(choices.data?.parts ?? []).map((one) => ({
            value: one.id,
            label: `${one.name} (${one.scenes})`,
          }))}
          value={part}
          onChange={setPart}
          clearable
          searchable
        />
        <TextInput
          label={t('doc.of_scenes')}
          placeholder="4, 7, 30A" // message-free: scene numbers
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Radio.Group label={t('doc.order')} value={order} onChange={setOrder}>
          <Stack gap={6} mt={4}>
            <Radio value="shooting" label={t('doc.order_shooting')} />
            <Radio value="script" label={t('doc.order_script')} />
          </Stack>
        </Radio.Group>
        <Stack gap={6}>
          {(['clean', 'two_up', 'tint', 'bare'] as const).map((name) => (
            <Checkbox
              key={name}
              label={t(`doc.${name}`)}
              checked={look[name]}
              onChange={(event) => setLook({ ...look, [name]: event.currentTarget.checked })}
            />
          ))}
        </Stack>
        <Button
          component="a"
          href={href()}
          target="_blank"
          data-disabled={!sides.data || undefined}
          leftSection={<IconFileTypePdf size={16} />}
        >
          {t('doc.sides_pdf')}
        </Button>
      </Stack>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be reached by the keyboard */}
      <div className={styles.preview} tabIndex={0} role="region" aria-label={t('doc.sides')}>
        {asked ? (
          <Answer of={sides}>{(answer) => <Preview sides={answer} clean={look.clean} />}</Answer>
        ) : (
          <Text p="md">{t('doc.choose_sides')}</Text>
        )}
      </div>
    </div>
  )
}

function Preview({ sides, clean }: { sides: Sides; clean: boolean }) {
  const t = useMessages('story/drafts')
  const pages = sides.pages ?? []
  return (
    <>
      <div className={styles.caption}>
        <b>{sides.title}</b>{' '}
        {t('doc.sides_lead', {
          scenes: (sides.scenes ?? []).map((one) => one.number).join(', '),
          pages: sides.length,
          count: pages.length,
        })}
        {(sides.missing ?? []).length > 0 && (
          <Text c="red" size="sm">
            {t('doc.missing', { scenes: sides.missing?.join(', ') })}
          </Text>
        )}
      </div>
      {pages.map((page, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a page comes twice when two of its scenes are shot apart
        <div key={at} className={styles.sidesPage} data-clean={clean || undefined}>
          <PrintedPage
            page={page}
            rows={sides.rows}
            cols={sides.cols}
            colour={
              (page.revised && paper[sides.colors[page.revision ?? ''] ?? '']) || (paper.white as string)
            }
            label={t('page_of', { page: page.number, count: pages.length })}
          />
          {!clean && (
            <svg
              className={styles.cross}
              viewBox={`0 0 ${sides.cols} ${sides.rows}`}
              preserveAspectRatio="none"
              aria-hidden
            >
              {crossings(page.lines ?? []).map(([first, last]) => (
                <path
                  key={first}
                  d={
                    first === last
                      ? `M12 ${first + 0.5}H${sides.cols - 10}`
                      : `M12 ${first}H${sides.cols - 10}M12 ${last + 1}H${sides.cols - 10}M12 ${first}L${sides.cols - 10} ${last + 1}`
                  }
                />
              ))}
            </svg>
          )}
        </div>
      ))}
    </>
  )
}
