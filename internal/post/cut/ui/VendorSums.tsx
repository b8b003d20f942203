import { useLanguage, useMessages } from '@i18n'
import { Button, Table } from '@mantine/core'
import { IconFileTypePdf } from '@tabler/icons-react'
import styles from './Cut.module.css'
import { moneyOf, priceOf, sumOf } from './money'
import type { Shot } from './types'
import { usePaper } from './useCut'

/** What each vendor does and costs, with the paper of its change orders. Withdrawn and declined ones cost nothing. */
export function VendorSums({
  shots,
  prices,
  vendor,
}: {
  shots: readonly Shot[]
  prices: boolean
  /** The reader is one: they know no estimate. */
  vendor: boolean
}) {
  const t = useMessages('post/cut')
  const language = useLanguage()
  const paper = usePaper()
  const vendors = [...new Map(shots.filter((one) => one.vendor_id).map((one) => [one.vendor_id, one.vendor]))]
  if (vendors.length === 0) return null
  return (
    <div className={styles.wide}>
      <Table verticalSpacing={4} className={styles.numbers}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('vendor')}</Table.Th>
            <Table.Th ta="right">{t('shots')}</Table.Th>
            {prices && (
              <>
                <Table.Th ta="right">{t('bid')}</Table.Th>
                {!vendor && <Table.Th ta="right">{t('changes_estimated')}</Table.Th>}
                <Table.Th ta="right">{t('changes_agreed')}</Table.Th>
              </>
            )}
            <Table.Th>{t('changes')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {vendors.map(([id, name]) => {
            const own = shots.filter((one) => one.vendor_id === id)
            const changes = own.flatMap((one) => one.changes).filter((one) => one.status !== 'withdrawn')
            const open = changes.filter((one) => one.status === 'drafted' || one.status === 'sent')
            return (
              <Table.Tr key={id}>
                <Table.Td>{name}</Table.Td>
                <Table.Td ta="right">{own.length}</Table.Td>
                {prices && (
                  <>
                    <Sums list={own.map((one) => one.bid)} show={(one) => moneyOf(one, language)} />
                    {!vendor && (
                      <Sums list={open.map((one) => one.estimate)} show={(one) => priceOf(one, language)} />
                    )}
                    <Sums list={changes.map((one) => one.agreed)} show={(one) => priceOf(one, language)} />
                  </>
                )}
                <Table.Td>
                  {changes.length > 0 && (
                    <Button
                      component="a"
                      href={paper('change-orders', id ?? '')}
                      target="_blank"
                      size="compact-sm"
                      variant="default"
                      leftSection={<IconFileTypePdf size={14} />}
                      aria-label={t('orders_pdf', { name })}
                    >
                      {changes.length}
                    </Button>
                  )}
                </Table.Td>
              </Table.Tr>
            )
          })}
        </Table.Tbody>
      </Table>
    </div>
  )
}

function Sums({ list, show }: { list: (string | undefined)[]; show(sum: string): string }) {
  return <Table.Td ta="right">{sumOf(list).map(show).join(' · ')}</Table.Td>
}
