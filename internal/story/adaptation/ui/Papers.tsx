import { useMessages } from '@i18n'
import { DateText, FileDrop, Panel } from '@kit'
import { Button, Checkbox, CloseButton, Group, Modal, Select, Table, TextInput } from '@mantine/core'
import { useProduction } from '@sync'
import { IconFile, IconPaperclip } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import styles from './Adaptation.module.css'
import { paths, type Rights, type TitleRow } from './types'
import { useWrite } from './useSource'

const states = ['missing', 'asked', 'draft', 'signed', 'recorded', 'not_needed'] as const

/** The chain of title: each paper, where it stands, and whether photography waits for it. */
export function Papers({ source, data, mayEdit }: { source: string; data: Rights; mayEdit: boolean }) {
  const t = useMessages('story/adaptation')
  const write = useWrite()
  const papers = data.title ?? []
  const [filing, setFiling] = useState<TitleRow>()
  return (
    <Panel
      title={t('chain')}
      actions={
        mayEdit && (
          <Button
            size="xs"
            variant="default"
            onClick={() =>
              void write({
                title: t('usual'),
                method: 'POST',
                path: paths.checklist,
                params: { source },
                body: {},
              })
            }
          >
            {t('usual')}
          </Button>
        )
      }
    >
      {papers.length === 0 && <p className={styles.hint}>{t('no_papers')}</p>}
      {papers.length > 0 && (
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('paper')}</Table.Th>
              <Table.Th w={150}>{t('state')}</Table.Th>
              <Table.Th>{t('due')}</Table.Th>
              <Table.Th>{t('can_wait')}</Table.Th>
              <Table.Th>{t('file')}</Table.Th>
              {mayEdit && <Table.Th aria-label={t('remove')} />}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {papers.map((one) => (
              <Row key={one.id} paper={one} mayEdit={mayEdit} onFile={() => setFiling(one)} />
            ))}
          </Table.Tbody>
        </Table>
      )}
      {mayEdit && <AddPaper source={source} />}
      <Modal opened={filing !== undefined} onClose={() => setFiling(undefined)} title={filing?.name}>
        {filing && (
          <FileDrop
            label={t('drop_paper')}
            onDone={(transfer) => {
              void write({
                title: filing.name,
                method: 'PATCH',
                path: paths.titlePaper,
                params: { item: filing.id },
                body: { file_hash: transfer.file },
              })
              setFiling(undefined)
            }}
          />
        )}
      </Modal>
    </Panel>
  )
}

function Row({ paper, mayEdit, onFile }: { paper: TitleRow; mayEdit: boolean; onFile(): void }) {
  const t = useMessages('story/adaptation')
  const production = useProduction()
  const write = useWrite()
  const patch = (body: Record<string, unknown>) =>
    void write({
      title: paper.name,
      method: 'PATCH',
      path: paths.titlePaper,
      params: { item: paper.id },
      body,
    })
  return (
    <Table.Tr data-missing={(!paper.in_hand && !paper.can_wait) || undefined} className={styles.paper}>
      <Table.Td>
        {paper.name}
        {paper.party_name && <small className={styles.block}>{paper.party_name}</small>}
      </Table.Td>
      <Table.Td>
        {mayEdit ? (
          <Select
            size="xs"
            aria-label={`${t('state')}: ${paper.name}`}
            data={states.map((value) => ({ value, label: t(`paper.${value}`) }))}
            value={paper.status ?? 'missing'}
            onChange={(status) => status && patch({ status })}
            allowDeselect={false}
          />
        ) : (
          t(`paper.${paper.status ?? 'missing'}`)
        )}
      </Table.Td>
      <Table.Td>{paper.due && <DateText value={paper.due} style="short" />}</Table.Td>
      <Table.Td>
        <Checkbox
          aria-label={`${t('can_wait')}: ${paper.name}`}
          checked={paper.can_wait ?? false}
          disabled={!mayEdit}
          onChange={(event) => patch({ can_wait: event.currentTarget.checked })}
        />
      </Table.Td>
      <Table.Td>
        <Group gap={4} wrap="nowrap">
          {paper.file_hash && (
            <Button
              size="compact-xs"
              variant="default"
              component="a"
              target="_blank"
              href={`/api/productions/${production.id}/records/${paper.id}/files/file_hash`}
              leftSection={<IconFile size={14} />}
            >
              {t('open_file')}
            </Button>
          )}
          {mayEdit && (
            <Button
              size="compact-xs"
              variant="default"
              leftSection={<IconPaperclip size={14} />}
              aria-label={`${t('attach')}: ${paper.name}`}
              onClick={onFile}
            >
              {t('attach')}
            </Button>
          )}
        </Group>
      </Table.Td>
      {mayEdit && (
        <Table.Td>
          <CloseButton
            size="sm"
            aria-label={`${t('remove')}: ${paper.name}`}
            onClick={() =>
              void write({
                title: t('remove'),
                method: 'DELETE',
                path: paths.titlePaper,
                params: { item: paper.id },
              })
            }
          />
        </Table.Td>
      )}
    </Table.Tr>
  )
}

function AddPaper({ source }: { source: string }) {
  const t = useMessages('story/adaptation')
  const write = useWrite()
  const [name, setName] = useState('')
  const save = async (event: FormEvent) => {
    event.preventDefault()
    const request = {
      title: t('add_paper'),
      method: 'POST',
      path: paths.titlePapers,
      params: { source },
    } as const
    if (await write({ ...request, body: { name } })) setName('')
  }
  return (
    <form onSubmit={(event) => void save(event)}>
      <Group gap="xs" mt="sm">
        <TextInput
          size="xs"
          w={320}
          aria-label={t('paper')}
          placeholder={t('paper_hint')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button size="xs" type="submit" variant="default" disabled={name.trim() === ''}>
          {t('add_paper')}
        </Button>
      </Group>
    </form>
  )
}
