import { useMessages } from '@i18n'
import { Button, Checkbox, Group, Modal, Select, Stack } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { jobsOpen } from '@shell'
import { useState } from 'react'
import styles from './Cut.module.css'
import { paths, type Version } from './types'
import { useWrite } from './useWrite'

const departments = ['vfx', 'sound', 'music', 'colour', 'titles']

/** Hands a cut over: the lists of each department in one zip, made by a job. */
export function PackModal({
  version,
  list,
  onClose,
}: {
  version: Version
  list: Version[]
  onClose(): void
}) {
  const t = useMessages('post/cut')
  const write = useWrite()
  const [chosen, setChosen] = useState(departments)
  const [from, setFrom] = useState<string | null>(version.previous ?? null)
  const ask = async () => {
    const body = { departments: chosen, from: from ?? undefined }
    const request = {
      title: t('turnover'),
      method: 'POST',
      path: paths.packs,
      params: { timeline: version.id },
      body,
      action: true,
    } as const
    if (await write(request)) {
      notifications.show({ message: t('packing') })
      jobsOpen.set(() => true)
      onClose()
    }
  }
  return (
    <Modal opened onClose={onClose} title={t('turnover_of', { name: version.name })}>
      <Stack>
        <Checkbox.Group label={t('for_whom')} value={chosen} onChange={setChosen}>
          <Stack gap={6} mt={6}>
            {departments.map((one) => (
              <Checkbox key={one} value={one} label={t(`department.${one}`)} />
            ))}
          </Stack>
        </Checkbox.Group>
        <Select
          label={t('they_have')}
          clearable
          placeholder={t('nothing_yet')}
          data={list
            .filter((one) => one.id !== version.id)
            .map((one) => ({ value: one.id, label: one.name }))}
          value={from}
          onChange={setFrom}
        />
        <p className={styles.hint}>{t('turnover_text')}</p>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button disabled={chosen.length === 0} onClick={() => void ask()}>
            {t('pack')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
