import { useMessages } from '@i18n'
import { Answer } from '@kit'
import { Drawer } from '@mantine/core'
import { CardDetail } from './CardDetail'
import { type Board, list } from './types'
import { useCard } from './useroom'

interface Props {
  board: Pick<Board, 'arcs' | 'lanes' | 'episodes'>
  card: string
  onOpen(card: string): void
  onClose(): void
}

/** One card in full beside the board. */
export function CardDrawer({ board, card, onOpen, onClose }: Props) {
  const t = useMessages('story/room')
  const read = useCard(card)
  const data = read.data?.id === card ? read.data : undefined
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="lg"
      title={data ? (data.lane_title ?? t(`status.${data.status}`)) : t('card')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Answer of={{ ...read, data }}>
        {(detail) => (
          <CardDetail
            key={detail.id}
            detail={detail}
            arcs={list(board.arcs)}
            onOpen={onOpen}
            onClose={onClose}
          />
        )}
      </Answer>
    </Drawer>
  )
}
