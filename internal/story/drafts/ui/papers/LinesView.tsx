import { useMessages } from '@i18n'
import { Answer } from '@kit'
import { Group, Select, Text } from '@mantine/core'
import { useRead } from '@sync'
import type { Draft } from '../types'
import styles from './Papers.module.css'
import { PrintMenu } from './PrintMenu'
import type { Dialogue, Reports } from './types'

interface LinesViewProps {
  draft: Draft
  reports: Reports
  part?: string
  onPart(id: string | undefined): void
}

/** The cue script of one part: its lines with what is said just before. */
export function LinesView({ draft, reports, part, onPart }: LinesViewProps) {
  const t = useMessages('story/drafts')
  const speaking = (reports.characters ?? []).filter((one) => one.speeches > 0 && reports.parts[one.name])
  const chosen = part ?? reports.parts[speaking[0]?.name ?? '']
  const lines = useRead<Dialogue>('/api/productions/{production}/drafts/{draft}/dialogue', {
    params: { draft: draft.id },
    query: { part: chosen },
    kinds: ['draft', 'block', 'element'],
    skip: !chosen,
  })
  return (
    <div className={styles.scroll}>
      <Group pb="sm" align="flex-end">
        <Select
          label={t('doc.part')}
          data={speaking.map((one) => ({
            value: reports.parts[one.name] as string,
            label: `${one.name} (${t('doc.speech_count', { count: one.speeches })})`,
          }))}
          value={chosen ?? null}
          onChange={(id) => onPart(id ?? undefined)}
          searchable
          w={300}
        />
        {chosen && draft.current && <PrintMenu paper="cue-script" subject={chosen} />}
      </Group>
      {chosen && (
        <Answer of={lines}>
          {(answer) => (
            <table className={styles.lines}>
              <thead>
                <tr>
                  <th>{t('number')}</th>
                  <th>{t('doc.page')}</th>
                  <th>{t('doc.cue')}</th>
                  <th>{t('doc.line')}</th>
                </tr>
              </thead>
              <tbody>
                {(answer.lines ?? []).map((line, at) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: speeches have no id, and their order is all they have
                  <tr key={at}>
                    <td>
                      <b>{line.number !== answer.lines?.[at - 1]?.number && line.number}</b>
                    </td>
                    <td>{line.page}</td>
                    <td className={styles.cue} data-action={!line.before.name || undefined}>
                      {line.before.name && <b>{line.before.name}: </b>}
                      {line.before.text}
                    </td>
                    <td>
                      {line.extension && <Text span size="xs" c="dimmed">{`(${line.extension}) `}</Text>}
                      {(line.parts ?? []).map((spoken) =>
                        spoken.type === 'parenthetical' ? (
                          <i key={spoken.text}>{spoken.text} </i>
                        ) : (
                          <span key={spoken.text}>{spoken.text} </span>
                        ),
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </Answer>
      )}
    </div>
  )
}
