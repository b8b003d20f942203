import { asProblem } from '@api'
import { useMessages } from '@i18n'
import { Ago, Panel } from '@kit'
import { Badge, Button, Group, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { remember, useCommand, useProduction, useRight } from '@sync'
import { useState } from 'react'
import styles from './Disruption.module.css'
import { type Answer as Disruption, paths } from './types'
import { useWrite } from './useWrite'

const answerColours: Record<string, string> = { yes: 'green', no: 'red', changes: 'orange' }

/** Who was asked, what they said, and the button that makes the way the plan once all have said yes. */
export function Approvals({ data }: { data: Disruption }) {
  const t = useMessages('planning/disruption')
  const mayPlan = useRight('disruption.plan')
  return (
    <Panel title={t('approvals')}>
      <ul className={styles.approvals}>
        {data.approvals.map((one) => (
          <li key={one.id}>
            <b>{one.who}</b>
            <Badge variant="light" color={answerColours[one.answer ?? ''] ?? 'gray'}>
              {t(`answer.${one.answer || 'open'}`)}
            </Badge>
            <span>
              {one.reason} {one.at_ms ? <Ago at={one.at_ms} /> : null}
            </span>
            {one.mine && !one.answer && <Mine data={data} decision={one.id} what={one.what} />}
          </li>
        ))}
      </ul>
      {data.state === 'approved' && mayPlan && <Force data={data} />}
    </Panel>
  )
}

function Mine({ data, decision, what }: { data: Disruption; decision: string; what: string }) {
  const t = useMessages('planning/disruption')
  const write = useWrite()
  const [reason, setReason] = useState('')
  const say = (answer: string) =>
    void write({
      title: t(`answer.${answer}`),
      method: 'POST',
      path: paths.answers,
      params: { disruption: data.id },
      body: { decision, answer, ...(reason && { reason }) },
    })
  return (
    <div className={styles.mine}>
      <p className={styles.hint}>{what}</p>
      <TextInput label={t('reason')} value={reason} onChange={(e) => setReason(e.currentTarget.value)} />
      <Group gap="xs" mt="xs">
        <Button onClick={() => say('yes')}>{t('approve')}</Button>
        <Button variant="default" disabled={!reason} onClick={() => say('changes')}>
          {t('want_changes')}
        </Button>
        <Button variant="default" color="red" disabled={!reason} onClick={() => say('no')}>
          {t('refuse')}
        </Button>
      </Group>
    </div>
  )
}

function Force({ data }: { data: Disruption }) {
  const t = useMessages('planning/disruption')
  const { id } = useProduction()
  const command = useCommand()
  const [busy, setBusy] = useState(false)
  const force = async () => {
    const title = t('forced', { name: data.name })
    setBusy(true)
    try {
      const done = await command({
        title,
        method: 'POST',
        path: paths.force,
        params: { disruption: data.id },
        body: {},
        action: true,
      })
      if (done.state === 'landed' && done.landed) remember(id, { change: done.landed.change, title })
      notifications.show({ title, message: t('forced_text') })
    } catch (thrown) {
      notifications.show({ color: 'red', title, message: asProblem(thrown).message })
    }
    setBusy(false)
  }
  return (
    <Group mt="sm">
      <Button size="md" loading={busy} onClick={() => void force()}>
        {t('force')}
      </Button>
      <span className={styles.hint}>{t('force_hint')}</span>
    </Group>
  )
}
