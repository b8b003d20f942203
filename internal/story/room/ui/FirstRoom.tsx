import { useMessages } from '@i18n'
import { EmptyState } from '@kit'
import { Button, Group, NumberInput, Stack } from '@mantine/core'
import { useRight } from '@sync'
import { IconCards } from '@tabler/icons-react'
import { useState } from 'react'
import { type Board, list, paths } from './types'
import { useWrite } from './useroom'

const patterns: Record<string, { names: string[]; type: string }[]> = {
  acts: [{ names: ['act1', 'act2a', 'act2b', 'act3'], type: 'act' }],
  sequences: [{ names: ['1', '2', '3', '4', '5', '6', '7', '8'], type: 'sequence' }],
  television: [
    { names: ['teaser'], type: 'teaser' },
    { names: ['one', 'two', 'three', 'four', 'five'], type: 'act' },
    { names: ['tag'], type: 'tag' },
  ],
}

/** What stands where no board is yet: a season for a series, then acts to hang cards in. */
export function FirstRoom({ board }: { board: Board }) {
  const t = useMessages('story/room')
  const write = useWrite()
  const mayWrite = useRight('room.write')
  const mayLead = useRight('room.lead')
  const [episodes, setEpisodes] = useState<string | number>(8)
  const begin = (pattern: string) =>
    write({
      title: t('begun'),
      method: 'POST',
      path: paths.lanes,
      body: {
        episodes: list(board.episodes).map((one) => one.id),
        lanes: patterns[pattern].flatMap(({ names, type }) =>
          names.map((name) => ({
            name: type === 'sequence' ? t('sequence_number', { number: name }) : t(`act.${name}`),
            type,
          })),
        ),
      },
    })
  const season = () =>
    write({
      title: t('season_begun'),
      method: 'POST',
      path: paths.seasons,
      body: { number: 1, episodes: Number(episodes) },
    })
  if (!mayWrite) return <EmptyState title={t('noroom')}>{t('noroom_wait')}</EmptyState>
  return (
    <EmptyState
      title={t('noroom')}
      icon={IconCards}
      action={
        <Stack align="center">
          <Group justify="center">
            {Object.keys(patterns).map((pattern) => (
              <Button
                key={pattern}
                variant={pattern === (board.series ? 'television' : 'acts') ? 'filled' : 'default'}
                onClick={() => void begin(pattern)}
              >
                {t(`pattern.${pattern}`)}
              </Button>
            ))}
          </Group>
          {mayLead && !board.series && (
            <Group align="flex-end" justify="center">
              <NumberInput
                label={t('series_episodes')}
                value={episodes}
                onChange={setEpisodes}
                min={1}
                max={60}
                w={160}
              />
              <Button variant="default" onClick={() => void season()}>
                {t('season_first')}
              </Button>
            </Group>
          )}
        </Stack>
      }
    >
      {t(board.series ? 'noroom_series' : 'noroom_text')}
    </EmptyState>
  )
}
