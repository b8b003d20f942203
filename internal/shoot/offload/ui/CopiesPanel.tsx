import { useLanguage, useMessages } from '@i18n'
import { formatBytes, formatInstant, Panel, ProblemView } from '@kit'
import { Badge, Button, Group, Progress, Table, Text } from '@mantine/core'
import { useJob, useRead, useRight } from '@sync'
import { IconEyeCheck, IconPlayerStop } from '@tabler/icons-react'
import styles from './Offload.module.css'
import { type CardAnswer, type Checking, type Copy, copyColours, paths, type Volumes } from './types'

/** The copies of a card, each with its proof; those on disks of this machine can be read back. */
export function CopiesPanel({ card }: { card: CardAnswer }) {
  const t = useMessages('shoot/offload')
  const may = useRight('offload.edit')
  const volumes = useRead<Volumes>(paths.volumes, { kinds: ['-'] })
  const check = useJob<Checking>()
  const here = new Set((volumes.data?.volumes ?? []).filter((one) => one.mounted).map((one) => one.name))
  const copies = card.copies ?? []
  const result = check.job?.result
  return (
    <Panel title={t('copies')}>
      {check.problem !== undefined && <ProblemView error={check.problem} />}
      {check.busy && (
        <Group mb="sm">
          <Progress
            value={(check.job?.progress ?? 0) * 100}
            aria-label={t('reading_back')}
            style={{ flex: 1 }}
          />
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPlayerStop size={14} />}
            onClick={() => void check.stop()}
          >
            {t('stop')}
          </Button>
        </Group>
      )}
      {check.job?.state === 'failed' && <p role="alert">{check.job.problem}</p>}
      {check.job?.state === 'done' && result && (
        <output className={result.outcome === 'verified' ? styles.soft : styles.alarm}>
          {result.outcome === 'verified'
            ? t('check_good', { count: result.files })
            : t(`check_${result.outcome}`, { count: result.faults.length })}
          {result.faults.slice(0, 20).map((one) => (
            <span key={one} className={styles.hash} style={{ display: 'block' }}>
              {one}
            </span>
          ))}
        </output>
      )}
      {copies.length === 0 ? (
        <Text c="dimmed">{t('no_copies')}</Text>
      ) : (
        <Table verticalSpacing="xs">
          <Table.Tbody>
            {copies.map((one) => (
              <Row
                key={one.id}
                copy={one}
                here={here.has(one.label)}
                busy={check.busy}
                onCheck={may ? () => void check.start(paths.check, { copy: one.id }, {}) : undefined}
              />
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Panel>
  )
}

function Row({ copy, here, busy, onCheck }: { copy: Copy; here: boolean; busy: boolean; onCheck?(): void }) {
  const t = useMessages('shoot/offload')
  const language = useLanguage()
  return (
    <Table.Tr>
      <Table.Td>
        <b>{copy.label}</b>
        {copy.path ? ` / ${copy.path}` : ''}
        <Text size="sm" c="dimmed">
          {t(`medium.${copy.medium}`)}
          {copy.site ? ` · ${copy.site}` : ` · ${t('no_site')}`}
          {` · ${t('files', { count: copy.files })}, ${formatBytes(copy.size_bytes, language)}`}
        </Text>
        <Text size="sm" c="dimmed">
          {copy.verified_at_ms
            ? t('verified_at', { at: formatInstant(copy.verified_at_ms, language) })
            : t('never_verified')}
          {copy.read_back ? ` · ${t(`read_back.${copy.read_back}`)}` : ''}
        </Text>
        {copy.fault && (
          <Text size="sm" c="red" style={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>
            {copy.fault}
          </Text>
        )}
      </Table.Td>
      <Table.Td>
        <Badge variant="light" color={copyColours[copy.status]} className={styles.lamp}>
          {t(`copy.${copy.status}`)}
        </Badge>
      </Table.Td>
      <Table.Td>
        {onCheck && here && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconEyeCheck size={14} />}
            disabled={busy}
            onClick={onCheck}
            aria-label={t('read_back_it', { name: copy.label })}
          >
            {t('read_back_do')}
          </Button>
        )}
      </Table.Td>
    </Table.Tr>
  )
}
