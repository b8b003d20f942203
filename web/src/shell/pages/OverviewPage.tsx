import { call, fill } from '@api'
import { messageOf, useLanguage, useMessages } from '@i18n'
import { Answer, EmptyState, Page, Panel } from '@kit'
import { Button } from '@mantine/core'
import { useProduction } from '@sync'
import { IconBook2 } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { countsWorthShowing, type Overview } from '../overview'
import { navigation, pathOf } from '../slice'
import { slices } from '../slices'
import { ChangeList } from './ChangeList'
import styles from './Pages.module.css'

/** The first page of a production: what it holds, what happened, where to go. */
export default function OverviewPage() {
  const t = useMessages()
  const language = useLanguage()
  const { id, title } = useProduction()
  const overview = useQuery({
    queryKey: ['production', id, 'overview'],
    queryFn: ({ signal }) =>
      call<Overview>({
        method: 'GET',
        path: fill('/api/productions/{production}/overview', { production: id }),
        signal,
      }),
    meta: { production: id },
  })
  return (
    <Page title={title} lead={overview.data?.roles?.join(' · ')}>
      <Answer of={overview}>
        {(data) => (
          <>
            {data.counts && data.counts.length > 0 && (
              <Panel title={t('overview.holds')}>
                <dl className={styles.facts}>
                  {countsWorthShowing(data.counts, 8).map(({ kind, title: name, count }) => (
                    <div key={kind}>
                      <dt>{name}</dt>
                      <dd>{new Intl.NumberFormat(language).format(count)}</dd>
                    </div>
                  ))}
                </dl>
              </Panel>
            )}
            {data.conflicts !== undefined && data.conflicts > 0 && (
              <Panel title={t('overview.conflicts', { count: data.conflicts })}>
                <Link to={`/p/${id}/conflicts`}>{t('overview.decide')}</Link>
              </Panel>
            )}
            {data.counts?.length === 0 && <FirstStep id={id} />}
            <div className={styles.columns} style={{ marginTop: '1rem' }}>
              <Panel title={t('overview.recent')}>
                {data.recent?.length ? <ChangeList changes={data.recent} /> : <p>{t('history.none')}</p>}
              </Panel>
              {slices.length > 0 && (
                <Panel title={t('overview.goOn')}>
                  <Pages />
                </Panel>
              )}
            </div>
          </>
        )}
      </Answer>
    </Page>
  )
}

function FirstStep({ id }: { id: string }) {
  const t = useMessages()
  const drafts = slices.find((one) => one.slice === 'story/drafts')
  return (
    <EmptyState
      title={t('overview.empty')}
      icon={IconBook2}
      action={
        drafts && (
          <Button component={Link} to={pathOf(id, drafts.slice)}>
            {t('overview.importScript')}
          </Button>
        )
      }
    >
      {t('overview.emptyText')}
    </EmptyState>
  )
}

function Pages() {
  const t = useMessages()
  const { id, rights } = useProduction()
  return (
    <ul className={styles.changes}>
      {navigation(slices, rights).flatMap(({ area, entries }) =>
        entries.map(({ slice, route }) => (
          <li key={`${slice.slice}/${route.path}`} className={styles.change}>
            <Link to={pathOf(id, slice.slice, route.path)} className={styles.changeText}>
              {messageOf(slice.slice, route.title)}
            </Link>
            <span className={styles.soft}>{t(`area.${area}`)}</span>
          </li>
        )),
      )}
    </ul>
  )
}
