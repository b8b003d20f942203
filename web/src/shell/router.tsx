import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import { InvitationPage } from './account/InvitationPage'
import { EmailPage, RecoveryPage, SetupPage } from './account/LinkPages'
import { SignInPage } from './account/SignIn'
import { AppFrame } from './frame/AppFrame'
import { ProductionLayout } from './ProductionLayout'
import { NotFound, PageError } from './pages/ErrorPage'
import { RequireSession } from './RequireSession'
import { SlicePage } from './SlicePage'
import type { SliceUI } from './slice'
import { slices } from './slices'

const root = createRootRoute({ notFoundComponent: NotFound, errorComponent: PageError })

const door = [
  createRoute({
    getParentRoute: () => root,
    path: '/signin',
    component: SignInPage,
    validateSearch: (search: Record<string, unknown>) => ({
      to: typeof search.to === 'string' ? search.to : undefined,
    }),
  }),
  createRoute({ getParentRoute: () => root, path: '/welcome/owner', component: SetupPage }),
  createRoute({ getParentRoute: () => root, path: '/welcome', component: InvitationPage }),
  createRoute({ getParentRoute: () => root, path: '/recover', component: RecoveryPage }),
  createRoute({ getParentRoute: () => root, path: '/email', component: EmailPage }),
]

/** Everything behind the sign-in. */
const inside = createRoute({ getParentRoute: () => root, id: 'inside', component: RequireSession })

/** Pages of the installation, in the frame without a production. */
const house = createRoute({ getParentRoute: () => inside, id: 'house', component: AppFrame })
const houseRoutes = [
  createRoute({
    getParentRoute: () => house,
    path: '/',
    component: lazyRouteComponent(() => import('./pages/ProductionsPage')),
  }),
  createRoute({
    getParentRoute: () => house,
    path: '/account',
    component: lazyRouteComponent(() => import('./pages/AccountPage')),
  }),
]

const production = createRoute({
  getParentRoute: () => inside,
  path: '/p/$production',
  component: ProductionLayout,
})

const corePages = {
  '/': () => import('./pages/OverviewPage'),
  people: () => import('./pages/PeoplePage'),
  history: () => import('./pages/HistoryPage'),
  branches: () => import('./pages/BranchesPage'),
  conflicts: () => import('./pages/ConflictsPage'),
  'record/$record': () => import('./pages/RecordPage'),
}
const coreRoutes = Object.entries(corePages).map(([path, load]) =>
  createRoute({ getParentRoute: () => production, path, component: lazyRouteComponent(load) }),
)

const sliceRoutes = slices.flatMap((slice: SliceUI) =>
  slice.routes.map((route) =>
    createRoute({
      getParentRoute: () => production,
      path: route.path === '' ? slice.slice : `${slice.slice}/${route.path}`,
      component: () => <SlicePage page={route.page} />,
      errorComponent: PageError,
    }),
  ),
)

const tree = root.addChildren([
  ...door,
  inside.addChildren([
    house.addChildren(houseRoutes),
    production.addChildren([...coreRoutes, ...sliceRoutes]),
  ]),
])

/** The app's addresses: sign-in, productions, and one page for each route of each slice. */
export const router = createRouter({
  routeTree: tree,
  defaultPreload: 'intent',
  defaultErrorComponent: PageError,
})
