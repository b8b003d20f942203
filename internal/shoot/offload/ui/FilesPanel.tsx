import { useLanguage, useMessages } from '@i18n'
import { formatBytes, Panel } from '@kit'
import { Badge, Table, Text } from '@mantine/core'
import styles from './Offload.module.css'
import type { CardAnswer } from './types'

const colours: Record<string, string> = { fault: 'red', warning: 'orange', note: 'gray' }

/** What was found on a card, and its files. */
export function FilesPanel({ card }: { card: CardAnswer }) {
  const t = useMessages('shoot/offload')
  const language = useLanguage()
  const findings = card.findings ?? []
  const files = card.files ?? []
  return (
    <>
      {findings.length > 0 && (
        <Panel title={t('findings')}>
          <Table verticalSpacing="xs">
            <Table.Tbody>
              {findings.map((one) => (
                <Table.Tr key={`${one.path} ${one.where} ${one.message}`}>
                  <Table.Td w={90}>
                    <Badge color={colours[one.severity]} variant="light" className={styles.lamp}>
                      {t(`severity.${one.severity}`)}
                    </Badge>
                  </Table.Td>
                  <Table.Td>
                    {one.path && <b>{one.path} </b>}
                    {one.message}
                    {one.where && (
                      <Text size="sm" c="dimmed">
                        {one.where}
                      </Text>
                    )}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Panel>
      )}
      <Panel title={t('files_title', { count: files.length + (card.more ?? 0) })}>
        {files.length === 0 ? (
          <Text c="dimmed">{t('no_files')}</Text>
        ) : (
          <Table.ScrollContainer minWidth={640}>
            <Table verticalSpacing={4}>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{t('file')}</Table.Th>
                  <Table.Th>{t('take')}</Table.Th>
                  <Table.Th ta="right">{t('size')}</Table.Th>
                  <Table.Th>{t('hash')}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {files.map((one) => (
                  <Table.Tr key={one.path}>
                    <Table.Td>
                      {one.path}
                      {one.note && (
                        <Text size="sm" c="dimmed">
                          {one.note}
                        </Text>
                      )}
                    </Table.Td>
                    <Table.Td>{one.take}</Table.Td>
                    <Table.Td ta="right">{formatBytes(one.size, language)}</Table.Td>
                    <Table.Td className={styles.hash}>{one.hash}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        )}
        {(card.more ?? 0) > 0 && <p className={styles.soft}>{t('more_files', { count: card.more ?? 0 })}</p>}
      </Panel>
    </>
  )
}
