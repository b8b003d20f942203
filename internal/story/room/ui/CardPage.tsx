import { useMessages } from '@i18n'
import { Answer, Page } from '@kit'
import { useGo, useValues } from '@shell'
import { CardDetail } from './CardDetail'
import { list } from './types'
import { useCard, useRoom } from './useroom'

/** One card as a page of its own: where the search and links lead. */
export default function CardPage() {
  const t = useMessages('story/room')
  const go = useGo()
  const { card } = useValues()
  const read = useCard(card)
  const room = useRoom({})
  return (
    <Page
      title={read.data?.title ?? t('card')}
      lead={read.data && (read.data.lane_title ?? t(`status.${read.data.status}`))}
      layout="narrow"
    >
      <Answer of={read}>
        {(detail) => (
          <CardDetail
            key={detail.id}
            detail={detail}
            arcs={list(room.data?.arcs)}
            onOpen={(other) => go('story/room', 'card/$card', { card: other })}
            onClose={() => go('story/room', '')}
          />
        )}
      </Answer>
    </Page>
  )
}
