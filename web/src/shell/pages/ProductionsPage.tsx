import { asProblem, call, type ProductionItem } from '@api'
import { useMessages } from '@i18n'
import { Answer, EmptyState, Page } from '@kit'
import { Button, Group, Modal, Select, Stack, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { newId } from '@sync'
import { IconMovie, IconPlus } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { textOf, useAttempt } from '../account/useAttempt'
import { useMe, useProductions } from '../session'
import styles from './Pages.module.css'

const forms = ['feature', 'series'] as const

/** The productions in which the person has a role, and a new one. */
export default function ProductionsPage() {
  const t = useMessages()
  const productions = useProductions()
  const me = useMe()
  const [adding, setAdding] = useState(false)
  const add = (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setAdding(true)}>
      {t('productions.new')}
    </Button>
  )
  return (
    <Page title={t('page.productions')} lead={t('productions.lead')} actions={me.data?.may_begin && add}>
      <Answer of={productions}>
        {(list) =>
          list.length === 0 ? (
            <EmptyState title={t('productions.none')} icon={IconMovie} action={me.data?.may_begin && add}>
              {t(me.data?.may_begin ? 'productions.noneOwner' : 'productions.noneText')}
            </EmptyState>
          ) : (
            <ul className={styles.cards}>
              {list.map((one) => (
                <Card key={one.id} production={one} />
              ))}
            </ul>
          )
        }
      </Answer>
      <Modal
        opened={adding}
        onClose={() => setAdding(false)}
        title={t('productions.new')}
        closeButtonProps={{ 'aria-label': t('frame.close') }}
      >
        <NewProduction onCancel={() => setAdding(false)} />
      </Modal>
    </Page>
  )
}

function Card({ production }: { production: ProductionItem }) {
  const t = useMessages()
  const { id, title, form, roles } = production
  const known = forms.find((one) => one === form)
  return (
    <li>
      <Link to={`/p/${id}`} className={styles.card}>
        <span className={styles.cardTitle}>{title}</span>
        <span className={styles.soft}>
          {[known ? t(`productions.form.${known}`) : form, ...(roles ?? [])].filter(Boolean).join(' · ')}
        </span>
      </Link>
    </li>
  )
}

function NewProduction({ onCancel }: { onCancel(): void }) {
  const t = useMessages()
  const client = useQueryClient()
  const navigate = useNavigate()
  const [form, setForm] = useState<string>('feature')
  const [id] = useState(newId) // sent twice, it begins one production
  const attempt = useAttempt(async (data) => {
    const body = { id, title: textOf(data, 'title'), form }
    const made = await call<{ id: string }>({ method: 'POST', path: '/api/productions', body })
    await client.invalidateQueries({ queryKey: ['productions'] })
    notifications.show({ message: t('productions.made', { title: body.title }) })
    await navigate({ to: `/p/${made.id}` })
  })
  const refused = attempt.error === undefined ? undefined : asProblem(attempt.error)
  return (
    <form onSubmit={attempt.submit}>
      <Stack>
        <TextInput
          name="title"
          label={t('productions.title')}
          required
          data-autofocus
          error={refused?.fields.title ?? refused?.message}
        />
        <Select
          label={t('productions.formLabel')}
          allowDeselect={false}
          value={form}
          onChange={(value) => setForm(value ?? 'feature')}
          data={forms.map((value) => ({ value, label: t(`productions.form.${value}`) }))}
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onCancel}>
            {t('confirm.cancel')}
          </Button>
          <Button type="submit" loading={attempt.busy}>
            {t('productions.make')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
