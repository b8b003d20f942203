/** What became of scenes, and what departments are asked, in the words of the interface. */
import type { SceneChange, Task } from './types'

type Say = (key: string, values?: Record<string, unknown>) => string

/** Sentences about one changed scene. `number` gives the scene number of an id. */
export function sceneWords(
  t: Say,
  change: SceneChange,
  number: (id: string) => string | undefined,
): string[] {
  const out: string[] = []
  const from = (change.from ?? []).map((id) => number(id) ?? '?').join(', ')
  for (const kind of change.kinds ?? []) {
    if (kind === 'renumbered') out.push(t('cmp.renumbered', { was: change.was || t('cmp.none') }))
    else if (kind === 'retitled') out.push(t('cmp.retitled', { was: change.before }))
    else if (kind === 'split') out.push(t('cmp.split', { from }))
    else if (kind === 'merged') out.push(t('cmp.merged', { from }))
    else if (kind === 'moved') out.push(t('cmp.moved'))
  }
  const known = !change.kinds?.some((kind) => kind === 'added' || kind === 'removed' || kind === 'omitted')
  if (known && change.cast_new?.length) out.push(t('cast_new', { names: change.cast_new.join(', ') }))
  if (known && change.cast_gone?.length) out.push(t('cast_gone', { names: change.cast_gone.join(', ') }))
  if (change.words !== change.words_was)
    out.push(t('words_change', { before: change.words_was, after: change.words }))
  return out
}

/** What a task asks: the engine's own sentence in English, one made of its facts in other languages. */
export function taskWords(t: Say, language: string, task: Task): string {
  if (language.startsWith('en')) return sentence(task.what)
  return t(`cmp.task.${task.kind}`, {
    names: (task.names ?? []).join(', '),
    was: task.was || t('cmp.none'),
    now: task.now || t('cmp.none'),
  })
}

/** The same with a capital letter. */
export function sentence(text: string): string {
  const first = [...text][0] ?? ''
  return first.toUpperCase() + text.slice(first.length)
}

/** Tasks of a department, by scene in the order they come; those about the whole script first. */
export function byScene(
  tasks: readonly Task[],
): { key: string; number: string; heading: string; scene?: string; tasks: Task[] }[] {
  const groups = new Map<
    string,
    { key: string; number: string; heading: string; scene?: string; tasks: Task[] }
  >()
  for (const task of tasks) {
    const key = task.scene ?? ''
    const group = groups.get(key) ?? {
      key,
      number: task.number ?? '',
      heading: task.heading ?? '',
      scene: task.scene,
      tasks: [],
    }
    group.tasks.push(task)
    groups.set(key, group)
  }
  return [...groups.values()].sort((a, b) => Number(a.key !== '') - Number(b.key !== ''))
}
