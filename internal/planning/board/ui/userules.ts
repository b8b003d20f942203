import { useLanguage, useMessages } from '@i18n'
import { formatMoney } from '@kit'
import { useProduction, useRead } from '@sync'
import { useMemo } from 'react'
import {
  amountOf,
  type BestDays,
  bestDaysPath,
  type Choice,
  glowOf,
  nothing,
  ruleKinds,
  rulesPath,
  type Verdict,
} from './rules'
import { type Board, boardKinds } from './types'

/** What the rules say about a board; asked anew after every change that can matter. */
export function useRules(board: string) {
  return useRead<Verdict>(rulesPath, { params: { board }, kinds: [...boardKinds, ...ruleKinds] })
}

/** The days on which a strip could be shot, best first; without a strip nothing is asked. */
export function useBestDays(board: string, strip: string | undefined) {
  const { id } = useProduction()
  const read = useRead<BestDays>(bestDaysPath, {
    params: { board, strip: strip ?? '' },
    kinds: [...boardKinds, ...ruleKinds],
    skip: !strip || !id,
  })
  return { ...read, data: read.data?.strip === strip ? read.data : undefined }
}

type Glow = { tone: 'best' | 'good' | 'bad'; text: string }

/** How the days glow while a strip is carried, by their index; none without a strip. */
export function useGlow(board: Board, strip: string | undefined): ReadonlyMap<number, Glow> {
  const t = useMessages('planning/board')
  const language = useLanguage()
  const { data } = useBestDays(board.id, strip)
  return useMemo(() => {
    const found = new Map<number, Glow>()
    for (const choice of data?.options ?? [])
      if (choice.day >= 0) found.set(choice.day, { tone: glowOf(choice), text: hintOf(t, choice, language) })
    return found
  }, [data, t, language])
}

/** A few words for the bar of a day: what it costs more or less, or why not. */
function hintOf(t: ReturnType<typeof useMessages>, choice: Choice, language: string): string {
  if (choice.stays) return t('best.here')
  if (!choice.legal) return choice.why
  const delta = amountOf(choice.delta)
  if (!delta) return t('best.rank', { rank: choice.rank })
  if (nothing(delta.amount)) return t('best.rank_same', { rank: choice.rank })
  const sign = delta.amount.startsWith('-') ? '' : '+'
  return t('best.rank_cost', {
    rank: choice.rank,
    delta: sign + formatMoney(delta.amount, delta.currency, language),
  })
}
