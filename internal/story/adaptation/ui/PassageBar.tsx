import { useMessages } from '@i18n'
import { Keys } from '@kit'
import { ActionIcon, Button, CloseButton, Group, Select, TextInput, Tooltip } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import styles from './Adaptation.module.css'
import { labelOf } from './book'
import { colourOf, type LinkRow, type Passage, paths, type SourceMap, type Verdict, verdicts } from './types'
import { useWrite } from './useSource'

interface Props {
  map: SourceMap
  passage?: Passage
  scene?: string
  mayEdit: boolean
  onScene(scene: string | undefined): void
  onJudge(change: Verdict | 'invented'): void
  onClose(): void
}

/** What became of the chosen passage, why, and the buttons that say so. */
export function PassageBar({ map, passage, scene, mayEdit, onScene, onJudge, onClose }: Props) {
  const t = useMessages('story/adaptation')
  const write = useWrite()
  const where = map.scenes?.find((one) => one.id === scene)
  const targets = [
    ...(map.scenes ?? []).map((one) => ({ value: one.id, label: `${one.number}  ${one.heading}` })),
    ...(map.cards ?? []).map((one) => ({ value: one.id, label: `${one.lane}: ${one.text}` })),
  ]
  return (
    <section className={styles.bar} aria-label={t('verdict')}>
      <div className={styles.barHead}>
        {passage ? (
          <>
            <span className={styles.dot} style={{ background: colourOf(passage.verdict) }} />
            <b>{labelOf(passage)}</b>
            <small>
              {passage.locator}
              {passage.words ? ` · ${t('words', { count: passage.words })}` : ''}
              {passage.lost ? ` · ${t('lost')}` : ''}
            </small>
            <span className={styles.grow} />
            {mayEdit && (
              <Tooltip label={t('remove_passage')}>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={t('remove_passage')}
                  onClick={() => {
                    onClose()
                    void write({
                      title: t('remove_passage'),
                      method: 'DELETE',
                      path: paths.passage,
                      params: { passage: passage.id },
                      preview: true,
                    })
                  }}
                >
                  <IconTrash size={16} />
                </ActionIcon>
              </Tooltip>
            )}
            <CloseButton aria-label={t('cancel')} onClick={onClose} />
          </>
        ) : (
          <span className={styles.hint}>{mayEdit ? t('hint') : t('hint_read')}</span>
        )}
      </div>
      {mayEdit && (
        <Group gap="xs">
          <Select
            aria-label={t('target')}
            placeholder={t('target')}
            data={targets}
            value={scene ?? null}
            onChange={(value) => onScene(value ?? undefined)}
            searchable
            clearable
            w={260}
            comboboxProps={{ position: 'top-start', width: 380 }}
          />
          {verdicts.map(({ name, keys, colour }) => (
            <Button
              key={name}
              variant="default"
              size="sm"
              disabled={!passage || (name !== 'cut' && !scene)}
              leftSection={<span className={styles.dot} style={{ background: colour }} />}
              rightSection={<Keys keys={keys} />}
              aria-keyshortcuts={keys}
              onClick={() => onJudge(name)}
            >
              {t(`verdict.${name}`)}
            </Button>
          ))}
          {where && where.origin !== 'source' && !where.omitted && where.origin !== 'invented' && (
            <Button
              variant="default"
              size="sm"
              rightSection={<Keys keys="i" />}
              onClick={() => onJudge('invented')}
            >
              {t('call_invented', { number: where.number })}
            </Button>
          )}
        </Group>
      )}
      {passage?.links?.map((link) => (
        <Why key={link.id} link={link} mayEdit={mayEdit} />
      ))}
      {!passage && where?.link && (
        <Why
          link={{
            id: where.link,
            passage: '',
            change: 'invented',
            scene: where.id,
            number: where.number,
            card: '',
            beat: '',
            reason: where.reason,
            omitted: false,
          }}
          mayEdit={mayEdit}
        />
      )}
    </section>
  )
}

/** One verdict with its reason. */
function Why({ link, mayEdit }: { link: LinkRow; mayEdit: boolean }) {
  const t = useMessages('story/adaptation')
  const write = useWrite()
  const name = t(`verdict.${link.change}`)
  const where = link.number ? t('in_scene', { number: link.number }) : link.beat
  const kept = useRef(link.reason) // Enter keeps the reason, and leaving the field must not keep it again
  useEffect(() => {
    kept.current = link.reason
  }, [link.reason])
  const save = (reason: string) => {
    if (reason === kept.current) return
    kept.current = reason
    void write({
      title: t('reason'),
      method: 'PATCH',
      path: paths.link,
      params: { link: link.id },
      body: { reason },
    })
  }
  return (
    <div className={styles.why}>
      <span className={styles.dot} style={{ background: colourOf(link.change) }} />
      <span className={styles.whyWhat}>
        {name} {where}
        {link.omitted ? ` · ${t('scene_omitted')}` : ''}
      </span>
      {mayEdit ? (
        <TextInput
          key={link.reason}
          className={styles.grow}
          size="xs"
          aria-label={`${t('reason')}: ${name} ${where}`}
          placeholder={t('reason_hint')}
          defaultValue={link.reason}
          onBlur={(event) => save(event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'Enter' && save(event.currentTarget.value)}
        />
      ) : (
        <span className={styles.grow}>{link.reason}</span>
      )}
      {mayEdit && (
        <Tooltip label={t('take_back')}>
          <CloseButton
            size="sm"
            aria-label={`${t('take_back')}: ${name} ${where}`}
            onClick={() =>
              void write({
                title: t('take_back'),
                method: 'DELETE',
                path: paths.link,
                params: { link: link.id },
              })
            }
          />
        </Tooltip>
      )}
    </div>
  )
}
