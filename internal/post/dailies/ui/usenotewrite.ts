import { useMessages } from '@i18n'
import { newId } from '@sync'
import { base, type Note } from './types'
import { useWrite } from './usedailies'

/** What can be written to a note; each answers whether it was taken. */
export function useNoteWrite(note: Note) {
  const t = useMessages('post/dailies')
  const { send, problem } = useWrite()
  const path = `${base}/notes/{note}`
  const params = { note: note.id }
  return {
    problem,
    status: (done: boolean) =>
      send({
        title: t(done ? 'note_resolved' : 'note_reopened'),
        method: 'PATCH',
        path,
        params,
        body: { status: done ? 'done' : 'open' },
      }),
    reply: (text: string) =>
      send({
        title: t('answered'),
        method: 'POST',
        path: `${path}/replies`,
        params,
        body: { id: newId(), text },
      }),
    remove: () => send({ title: t('note_deleted'), method: 'DELETE', path, params }),
  }
}
