import { call, fill } from '@api'
import { useMessages } from '@i18n'
import { FileDrop, Page, ProblemView, type Transfer } from '@kit'
import { Button, Select, Stack } from '@mantine/core'
import { useJob, useProduction } from '@sync'
import { useEffect, useState } from 'react'
import { ImportForm } from './ImportForm'
import { JobBar } from './JobBar'
import { type Chosen, type ListReport, paths } from './types'

/** Bytes of a list from which it is read and imported by jobs; a smaller one is read while a person waits. */
const large = 2_000_000

/** Import a version of the cut: choose a list, read what it holds and what is not known, then see what it does and let it land. */
export default function ImportPage() {
  const t = useMessages('post/cut')
  const production = useProduction()
  const [chosen, setChosen] = useState<Chosen>()
  const [report, setReport] = useState<ListReport>()
  const [problem, setProblem] = useState<unknown>()
  const [rate, setRate] = useState('')
  const job = useJob<ListReport>()
  const { job: reading, start, problem: unasked } = job
  useEffect(() => {
    if (reading?.state === 'done' && reading.result) setReport(reading.result)
  }, [reading?.state, reading?.result])
  const read = async (next: Chosen) => {
    setChosen(next)
    setProblem(undefined)
    const { size, ...body } = next
    if (size > large) return start(paths.importsRead, {}, body)
    try {
      const path = fill(paths.read, { production: production.id })
      setReport(await call<ListReport>({ method: 'POST', path, body }))
    } catch (thrown) {
      setProblem(thrown)
      if (!report) setChosen(undefined)
    }
  }
  const again = () => {
    setChosen(undefined)
    setReport(undefined)
    job.follow(undefined)
  }
  return (
    <Page title={t('import')} lead={t('import_lead')} layout="narrow">
      <Stack>
        {(problem ?? unasked) !== undefined && <ProblemView error={problem ?? unasked} />}
        {chosen && report && (
          <ImportForm
            chosen={chosen}
            report={report}
            large={chosen.size > large}
            onSequence={(sequence) => void read({ ...chosen, sequence })}
            onLog={(log) =>
              void read({ ...chosen, logs: [...chosen.logs, { name: log.name, file: log.file ?? '' }] })
            }
            onAgain={again}
          />
        )}
        {chosen && !report && reading && (
          <>
            <JobBar
              job={reading}
              title={t('reading_list', { name: chosen.name })}
              stopped={t('import_stopped')}
              onStop={() => void job.stop()}
            />
            {!job.busy && (
              <Button variant="default" onClick={again}>
                {t('another_file')}
              </Button>
            )}
          </>
        )}
        {!chosen && <Choose rate={rate} onRate={setRate} onDone={(one) => void read(listOf(one, rate))} />}
      </Stack>
    </Page>
  )
}

const listOf = (one: Transfer, rate: string): Chosen => ({
  name: one.name,
  file: one.file ?? '',
  size: one.size,
  logs: [],
  rate: rate || undefined,
})

function Choose({
  rate,
  onRate,
  onDone,
}: {
  rate: string
  onRate(rate: string): void
  onDone(list: Transfer): void
}) {
  const t = useMessages('post/cut')
  return (
    <>
      <FileDrop label={t('drop')} accept=".otio,.otioz,.edl,.xml,.fcpxml,.aaf,.txt,.ale" onDone={onDone} />
      <Select
        label={t('counted_at')}
        description={t('counted_at_text')}
        placeholder={t('as_it_says')}
        clearable
        data={['24000/1001', '24', '25', '30000/1001', '30', '50', '60000/1001', '60']}
        value={rate || null}
        onChange={(next) => onRate(next ?? '')}
        w={260}
      />
    </>
  )
}
