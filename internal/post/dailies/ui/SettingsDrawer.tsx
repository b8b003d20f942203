import { useMessages } from '@i18n'
import { ProblemView } from '@kit'
import { Button, Drawer, MultiSelect, Radio, Stack, Text, TextInput } from '@mantine/core'
import { useRead } from '@sync'
import { useState } from 'react'
import { base, type ClosedScene, type Readers, type Selects } from './types'
import { useWrite } from './usedailies'

interface SettingsProps {
  selects: Selects
  opened: boolean
  onClose(): void
}

/** Whose copies bear a name, and who watches footage of a closed set. */
export function SettingsDrawer({ selects, opened, onClose }: SettingsProps) {
  const t = useMessages('post/dailies')
  const readers = useRead<Readers>(`${base}/readers`, { kinds: ['party'], skip: !opened })
  return (
    <Drawer opened={opened} onClose={onClose} title={t('settings')} position="right" size="lg">
      <Stack gap="lg">
        <Rule selects={selects} />
        <section>
          <Text fw={600}>{t('closed')}</Text>
          <Text size="sm" c="dimmed">
            {t((selects.closed ?? []).length > 0 ? 'closed_text' : 'closed_none')}
          </Text>
          {readers.data &&
            (selects.closed ?? []).map((one) => (
              <Viewers key={one.scene} scene={one} readers={readers.data} />
            ))}
        </section>
      </Stack>
    </Drawer>
  )
}

function Rule({ selects }: { selects: Selects }) {
  const t = useMessages('post/dailies')
  const { send, problem } = useWrite()
  const [burn, setBurn] = useState(selects.rule?.burn_in || 'by_right')
  const [notice, setNotice] = useState(selects.rule?.notice ?? '')
  return (
    <Stack gap="xs">
      <Radio.Group
        label={t('burn_in')}
        description={t('burn_in_text')}
        value={burn}
        onChange={setBurn as (value: string) => void}
      >
        <Stack gap={6} mt="xs">
          {['by_right', 'everybody', 'nobody'].map((value) => (
            <Radio key={value} value={value} label={t(`burn_in.${value}`)} />
          ))}
        </Stack>
      </Radio.Group>
      <TextInput
        label={t('notice')}
        value={notice}
        maxLength={120}
        onChange={(event) => setNotice(event.currentTarget.value)}
      />
      {problem !== undefined && <ProblemView error={problem} />}
      <Button
        variant="light"
        onClick={() =>
          void send({
            title: t('burn_in'),
            method: 'PUT',
            path: `${base}/rule`,
            body: { burn_in: burn, notice },
          })
        }
      >
        {t('save')}
      </Button>
    </Stack>
  )
}

function Viewers({ scene, readers }: { scene: ClosedScene; readers: Readers }) {
  const t = useMessages('post/dailies')
  const { send, problem } = useWrite()
  const [chosen, setChosen] = useState<string[]>(scene.viewers ?? [])
  return (
    <Stack gap={6} mt="sm">
      <MultiSelect
        label={`${scene.number}  ${scene.heading}`}
        placeholder={chosen.length ? '' : t('closed_nobody')}
        data={(readers.people ?? []).map((one) => ({ value: one.account, label: one.name }))}
        value={chosen}
        onChange={setChosen}
        searchable
      />
      {problem !== undefined && <ProblemView error={problem} />}
      <Button
        size="compact-sm"
        variant="light"
        style={{ alignSelf: 'flex-start' }}
        onClick={() =>
          void send({
            title: t('closed_named', { number: scene.number }),
            method: 'PUT',
            path: `${base}/scenes/{scene}/viewers`,
            params: { scene: scene.scene },
            body: { accounts: chosen },
          })
        }
      >
        {t('save')}
      </Button>
    </Stack>
  )
}
