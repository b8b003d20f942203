import { useMessages } from '@i18n'
import { type BlockRange, readersOf, type Sharing } from '@kit'
import { type CommandRequest, newId, useCommand } from '@sync'
import { useState } from 'react'
import type { NoteWords } from './NoteForm'
import type { Note, TextBlock } from './types'

const notePath = '/api/productions/{production}/notes/{note}'

/** What can be written to a note; each answers whether it was taken, and `problem` says why not. */
export function useNoteWrite(note: Note, blocks: readonly TextBlock[]) {
  const t = useMessages('story/drafts')
  const write = useCommand()
  const [problem, setProblem] = useState<unknown>()
  const send = async (request: Omit<CommandRequest, 'params'>): Promise<boolean> => {
    try {
      await write({ ...request, params: { note: note.id } })
      setProblem(undefined)
      return true
    } catch (thrown) {
      setProblem(thrown)
      return false
    }
  }
  const patch = (title: string, body: unknown) => send({ title, method: 'PATCH', path: notePath, body })
  return {
    problem,
    async change({ text, color, type, sharing }: NoteWords) {
      const said = text !== note.text || color !== note.color || type !== note.type
      if (said && !(await patch(t('note_changed'), { text, color, type }))) return false
      if (sameSharing(note, sharing)) return true
      return send({ title: t('note_shared'), method: 'PUT', path: `${notePath}/readers`, body: sharing })
    },
    status: (done: boolean) =>
      patch(t(done ? 'note_resolved' : 'note_reopened'), { status: done ? 'done' : 'open' }),
    reply: (text: string) =>
      send({
        title: t('answered'),
        method: 'POST',
        path: `${notePath}/replies`,
        body: { id: newId(), text },
      }),
    hold(range: BlockRange) {
      const block = blocks.find((one) => one.anchor === range.block)
      if (!block) return Promise.resolve(false)
      return patch(t('note_held'), { block: block.id, start: range.start, end: range.end })
    },
    remove: () => send({ title: t('note_deleted'), method: 'DELETE', path: notePath }),
  }
}

function sameSharing(note: Note, sharing: Sharing): boolean {
  const now = [...sharing.departments.map((one) => `d:${one}`), ...sharing.people.map((one) => `p:${one}`)]
  return note.for === sharing.for && readersOf(note).sort().join() === now.sort().join()
}
