import { useMessages } from '@i18n'
import { type BlockRange, type ScriptMark, ScriptPage } from '@kit'
import { useCommand, useRead } from '@sync'
import { useMemo, useState } from 'react'
import styles from './Breakdown.module.css'
import { TagMenu } from './TagMenu'
import { type Category, paths, type SceneSheet, type Suggestion } from './types'

/** The words of the scene with their tags; select words to tag them, press a tag to remove it. */
export function SceneText({ sheet, mayEdit }: { sheet: SceneSheet; mayEdit: boolean }) {
  const t = useMessages('story/breakdown')
  const write = useCommand()
  const [chosen, setChosen] = useState<{ range: BlockRange; at: DOMRect }>()
  const categories = useRead<{ categories: Category[] }>(paths.categories, { kinds: [] })
  const suggestions = useRead<{ suggestions: Suggestion[] }>(paths.suggestions, {
    params: { scene: sheet.id },
    kinds: ['use', 'element', 'tag', 'block'],
    skip: !mayEdit,
  })
  const colours = useMemo(
    () => new Map((categories.data?.categories ?? []).map((one) => [one.key, one])),
    [categories.data],
  )
  const marks = useMemo<ScriptMark[]>(() => {
    const name = (category: string, text: string) => `${colours.get(category)?.title ?? category}: ${text}`
    const colour = (category: string) => colours.get(category)?.color ?? '#999999'
    return [
      ...(suggestions.data?.suggestions ?? []).map((one) => ({
        id: `s-${one.block}-${one.start}-${one.category}`,
        block: one.block,
        start: one.start,
        end: one.end,
        colour: colour(one.category),
        label: `${t('suggested')}: ${name(one.category, one.name)}`,
        suggested: true,
      })),
      ...(sheet.tags ?? []).map((tag) => ({
        id: tag.id,
        block: tag.block,
        start: tag.start,
        end: tag.end,
        colour: colour(tag.category),
        label: name(tag.category, tag.name),
      })),
    ]
  }, [sheet.tags, suggestions.data, colours, t])
  const pressed = (mark: ScriptMark) => {
    if (mark.suggested || !mayEdit) return
    const title = t('remove_tag', { name: mark.label })
    void write({ title, method: 'DELETE', path: paths.tag, params: { tag: mark.id } })
  }
  return (
    <section className={styles.text} aria-label={t('script')}>
      {mayEdit && <p className={styles.hint}>{t('script_lead')}</p>}
      <ScriptPage
        blocks={sheet.blocks ?? []}
        marks={marks}
        onSelect={mayEdit ? (ranges, at) => setChosen({ range: ranges[0], at }) : undefined}
        onMark={pressed}
      />
      {chosen && (
        <TagMenu
          key={`${chosen.range.block}-${chosen.range.start}-${chosen.range.end}`}
          range={chosen.range}
          at={chosen.at}
          categories={categories.data?.categories ?? []}
          onClose={() => setChosen(undefined)}
        />
      )}
    </section>
  )
}
