// A person's walk through Backlot in a real browser: `make test-browser`, or `node e2e/walk.mjs [own together secrets room adaptation papers
// looks]` for some of its chapters.
// BACKLOT_BIN names the program, CHROMIUM the browser. Pictures of steps that fail are kept in e2e/out.
import { rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { openBrowser, person } from './lib/browser.mjs'
import { openDemo, production } from './lib/house.mjs'
import { walker } from './lib/steps.mjs'
import { adaptation } from './steps/adaptation.mjs'
import { board } from './steps/board.mjs'
import { breakdown } from './steps/breakdown.mjs'
import { calendars } from './steps/calendars.mjs'
import { compare } from './steps/compare.mjs'
import { cut } from './steps/cut.mjs'
import { dailies } from './steps/dailies.mjs'
import { disruption } from './steps/disruption.mjs'
import { firstSteps } from './steps/first.mjs'
import { looks } from './steps/looks.mjs'
import { offload } from './steps/offload.mjs'
import { outtakes } from './steps/outtakes.mjs'
import { papers } from './steps/papers.mjs'
import { planner } from './steps/planner.mjs'
import { player } from './steps/player.mjs'
import { room } from './steps/room.mjs'
import { script } from './steps/script.mjs'
import { secrets } from './steps/secrets.mjs'
import { solve } from './steps/solve.mjs'
import { takes } from './steps/takes.mjs'
import { meet, together } from './steps/together.mjs'

const out = fileURLToPath(new URL('./out', import.meta.url))
const began = Date.now()
await rm(out, { recursive: true, force: true })
const house = await openDemo()
console.log(`the demo is ready at ${house.base} (${seconds()})`)
const browser = await openBrowser()
let code = 1
try {
  const [owner, first, second, visitor, lead, writer] = await Promise.all(
    ['owner', 'first', 'second', 'visitor', 'lead', 'writer'].map((name) => person(browser, name)),
  )
  const { step, chapter, end } = walker([owner, first, second, visitor, lead, writer], out)
  const base = house.base
  const demo = `${base}/p/${production}`
  const wanted = process.argv.slice(2)
  const part = (name, run) => (wanted.length === 0 || wanted.includes(name) ? chapter(run) : undefined)
  await part('own', async () => {
    const own = await firstSteps({ step, base, house, owner })
    await breakdown({ step, page: owner.page, production: own.production })
    await board({ step, page: owner.page, production: own.production })
    await own.secondDraft()
  })
  await chapter(() => meet({ step, base, house, first, second }))
  await part('together', () => together({ step, demo, first, second }))
  await part('secrets', () => secrets({ step, base, demo, first, second }))
  await part('room', () => room({ step, base, demo, house, lead, writer }))
  await part('adaptation', () => adaptation({ step, base, demo, house, lead, writer, production }))
  await part('compare', () => compare({ step, base, demo, first, production }))
  await part('planner', () => planner({ step, base, demo, house, browser }))
  await part('calendars', () => calendars({ step, base, demo, house, browser, production }))
  await part('cut', () => cut({ step, base, demo, house, browser, production }))
  await part('offload', () => offload({ step, base, demo, house, browser }))
  await part('outtakes', () => outtakes({ step, base, demo, house, browser, production }))
  await part('papers', () => papers({ step, base, demo, first, production }))
  await part('dailies', () => dailies({ step, base, house, browser, production, out }))
  await part('player', () => player({ step, browser, out }))
  await part('script', () => script({ step, base, demo, house, first, second }))
  await part('solve', () => solve({ step, demo, page: first.page }))
  await part('looks', () => looks({ step, base, demo, first, visitor }))
  await part('disruption', () => disruption({ step, base, demo, house, browser, first, second, production }))
  await part('takes', () => takes({ step, base, demo, house, browser }))
  code = end()
} finally {
  await browser.close()
  await house.close()
  console.log(seconds())
}
process.exit(code)

function seconds() {
  return `${((Date.now() - began) / 1000).toFixed(0)} s`
}
