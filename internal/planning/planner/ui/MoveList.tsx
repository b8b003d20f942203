import { useLanguage, useMessages } from '@i18n'
import { Answer, formatCivil } from '@kit'
import { Table } from '@mantine/core'
import { inWords } from './compare'
import styles from './Planner.module.css'
import { boardPath, type Moves } from './types'
import { useBeside } from './usebeside'

/** Every strip that stands on another day than on the main line, and what the moves serve. */
export function MoveList({ board, branch }: { board: string; branch: string }) {
  const t = useMessages('planning/planner')
  const [moves] = useBeside<Moves>(`${boardPath}/moves`, { board }, [branch])
  return (
    <Answer of={moves}>
      {(data) => (data.undated ? <p>{data.undated}</p> : <List data={data} label={t('moves')} />)}
    </Answer>
  )
}

function List({ data, label }: { data: Moves; label: string }) {
  const t = useMessages('planning/planner')
  const language = useLanguage()
  const day = (date?: string) => (date ? formatCivil(date, language) : t('boneyard'))
  return (
    <>
      {(data.reasons ?? []).length > 0 && (
        <ol className={styles.facts} aria-label={t('reasons')}>
          {data.reasons?.map((one) => (
            <li key={`${one.numbers?.join()} ${one.text}`}>{inWords(one.text, language)}</li>
          ))}
        </ol>
      )}
      <div className={styles.scroll}>
        <Table aria-label={label} verticalSpacing={4}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('scene')}</Table.Th>
              <Table.Th>{t('set')}</Table.Th>
              <Table.Th>{t('from')}</Table.Th>
              <Table.Th>{t('to')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {data.moves?.map((one) => (
              <Table.Tr key={one.strip}>
                <Table.Td fw={600}>{one.number}</Table.Td>
                <Table.Td>{one.set}</Table.Td>
                <Table.Td>{day(one.from)}</Table.Td>
                <Table.Td>{day(one.to)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </>
  )
}
