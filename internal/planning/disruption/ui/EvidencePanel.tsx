import { useLanguage, useMessages } from '@i18n'
import { FileDrop, formatInstant, Panel } from '@kit'
import { Button, CloseButton, Group, TextInput } from '@mantine/core'
import { useProduction, useRight } from '@sync'
import { useState } from 'react'
import styles from './Disruption.module.css'
import { type Answer as Disruption, paths } from './types'
import { useWrite } from './useWrite'

/** What proves it: photos, forecasts, letters; or where it can be found. */
export function EvidencePanel({ about, list }: { about: string; list: Disruption['evidence'] }) {
  const t = useMessages('planning/disruption')
  const language = useLanguage()
  const { id } = useProduction()
  const write = useWrite()
  const mayReport = useRight('disruption.report')
  const [name, setName] = useState('')
  const [source, setSource] = useState('')
  const add = async (body: Record<string, unknown>) => {
    if (
      await write({
        title: t('evidence_add'),
        method: 'POST',
        path: paths.evidence,
        body: { about, ...body },
      })
    ) {
      setName('')
      setSource('')
    }
  }
  return (
    <Panel title={t('evidence')}>
      {list.length === 0 && <p className={styles.hint}>{t('evidence_none')}</p>}
      <ul className={styles.evidence}>
        {list.map((one) => (
          <li key={one.id}>
            {one.file ? (
              <a
                href={`/api/productions/${id}/records/${one.id}/files/file_hash`}
                target="_blank"
                rel="noreferrer"
              >
                {one.name}
              </a>
            ) : (
              <b>{one.name}</b>
            )}
            <small>
              {[one.source, one.by, one.at_ms && formatInstant(one.at_ms, language)]
                .filter(Boolean)
                .join(' · ')}
            </small>
            {mayReport && (
              <CloseButton
                aria-label={t('evidence_drop', { name: one.name })}
                onClick={() =>
                  void write({
                    title: t('evidence_drop', { name: one.name }),
                    method: 'DELETE',
                    path: `${paths.evidence}/{evidence}`,
                    params: { evidence: one.id },
                  })
                }
              />
            )}
          </li>
        ))}
      </ul>
      {mayReport && (
        <>
          <FileDrop
            label={t('evidence_drop_here')}
            multiple
            onDone={(file) => void add({ name: file.name, file_hash: file.file, file_name: file.name })}
          />
          <Group align="flex-end" mt="xs">
            <TextInput
              label={t('evidence_what')}
              value={name}
              onChange={(e) => setName(e.currentTarget.value)}
            />
            <TextInput
              label={t('evidence_where')}
              value={source}
              onChange={(e) => setSource(e.currentTarget.value)}
            />
            <Button variant="default" disabled={!name || !source} onClick={() => void add({ name, source })}>
              {t('evidence_add')}
            </Button>
          </Group>
        </>
      )}
    </Panel>
  )
}
