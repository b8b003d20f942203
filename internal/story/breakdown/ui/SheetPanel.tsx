import { useMessages } from '@i18n'
import { Panel } from '@kit'
import { ActionIcon, Badge, Group, NumberInput, Select, Stack, Textarea } from '@mantine/core'
import { useCommand, useRead } from '@sync'
import { IconX } from '@tabler/icons-react'
import { type CSSProperties, useState } from 'react'
import { AddElement } from './AddElement'
import styles from './Breakdown.module.css'
import { type Group as CategoryGroup, type Item, paths, type SceneSheet, type StoryDay } from './types'

/** The breakdown sheet of a scene: header and a box for each category. */
export function SheetPanel({ sheet, mayEdit }: { sheet: SceneSheet; mayEdit: boolean }) {
  const t = useMessages('story/breakdown')
  const groups = sheet.groups ?? []
  return (
    <Panel title={t('sheet')}>
      {(sheet.flags ?? []).length > 0 && (
        <Group gap={4} mb="xs" aria-label={t('flags')}>
          {(sheet.flags ?? []).map((flag) => (
            <Badge key={flag} color="red" variant="light">
              {flag}
            </Badge>
          ))}
        </Group>
      )}
      <Header key={sheet.id} sheet={sheet} mayEdit={mayEdit} />
      {groups.map((group) => (
        <CategoryBox key={group.category} group={group} mayEdit={mayEdit} />
      ))}
      {groups.length === 0 && <p className={styles.hint}>{t('no_items')}</p>}
      {mayEdit && <AddElement scene={sheet.id} />}
    </Panel>
  )
}

function Header({ sheet, mayEdit }: { sheet: SceneSheet; mayEdit: boolean }) {
  const t = useMessages('story/breakdown')
  const write = useCommand()
  const days = useRead<{ days: StoryDay[] }>(paths.days, { kinds: ['story_day', 'scene'] })
  const [synopsis, setSynopsis] = useState(sheet.synopsis ?? '')
  const save = (field: string, value: unknown) =>
    void write({
      title: `${t('scene')} ${sheet.number}`,
      method: 'PATCH',
      path: paths.scene,
      params: { scene: sheet.id },
      body: { [field]: value },
    })
  return (
    <Stack gap="xs" mb="sm">
      <Textarea
        label={t('synopsis')}
        autosize
        minRows={1}
        readOnly={!mayEdit}
        value={synopsis}
        onChange={(event) => setSynopsis(event.currentTarget.value)}
        onBlur={() => synopsis !== (sheet.synopsis ?? '') && save('synopsis', synopsis)}
      />
      <Group grow>
        <Select
          label={t('story_day')}
          data={(days.data?.days ?? []).map((day) => ({ value: day.id, label: day.label }))}
          value={sheet.story_day ?? null}
          onChange={(day) => day && save('story_day', day)}
          readOnly={!mayEdit}
          allowDeselect={false}
        />
        <NumberInput
          label={t('shoot_min')}
          min={0}
          step={15}
          readOnly={!mayEdit}
          defaultValue={sheet.estimated_shoot_min ?? ''}
          onBlur={(event) => {
            const minutes = Number(event.currentTarget.value)
            if (minutes !== (sheet.estimated_shoot_min ?? 0)) save('estimated_shoot_min', minutes)
          }}
        />
      </Group>
    </Stack>
  )
}

function CategoryBox({ group, mayEdit }: { group: CategoryGroup; mayEdit: boolean }) {
  return (
    <section
      className={styles.group}
      style={{ '--category': group.color } as CSSProperties}
      aria-label={group.title}
    >
      <h3 className={styles.groupTitle}>{group.title}</h3>
      {(group.items ?? []).map((item) => (
        <ItemRow key={item.use} item={item} mayEdit={mayEdit} />
      ))}
    </section>
  )
}

function ItemRow({ item, mayEdit }: { item: Item; mayEdit: boolean }) {
  const t = useMessages('story/breakdown')
  const write = useCommand()
  const setQuantity = (quantity: number) =>
    quantity !== item.quantity &&
    void write({
      title: t('quantity', { name: item.name }),
      method: 'PATCH',
      path: paths.use,
      params: { use: item.use },
      body: { quantity },
    })
  const remove = () =>
    void write({
      title: t('remove', { name: item.name }),
      method: 'DELETE',
      path: paths.use,
      params: { use: item.use },
      preview: true,
    })
  return (
    <div className={styles.item}>
      <span>{item.number ? `${item.number}. ${item.name}` : item.name}</span>
      {mayEdit ? (
        <>
          <NumberInput
            className={styles.quantity}
            aria-label={t('quantity', { name: item.name })}
            size="xs"
            min={1}
            hideControls
            defaultValue={item.quantity}
            onBlur={(event) => setQuantity(Number(event.currentTarget.value))}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            onClick={remove}
            aria-label={t('remove', { name: item.name })}
          >
            <IconX size={16} />
          </ActionIcon>
        </>
      ) : (
        item.quantity > 1 && <b>{item.quantity}</b>
      )}
    </div>
  )
}
