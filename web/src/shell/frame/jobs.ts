import { createStore } from '@sync'

/** Whether the jobs are shown. A page that starts one may open it. */
export const jobsOpen = createStore(false)
