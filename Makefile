# The commands of Backlot. `make run` and `make test` set up what they need.

export CGO_ENABLED ?= 0
# Vector instructions for pictures and sums; a build without is correct and slower (docs/adr/0009).
export GOEXPERIMENT ?= simd
GO ?= go
# Without DWARF, compiling takes a seventh less and linking a third; stack traces keep their lines.
BARE = -trimpath -ldflags='-s -w' -gcflags=all=-dwarf=false
# The compiler, and tests, take a fifth less time when they may keep their garbage longer.
ROOMY = env GOGC=400
DEMO ?= demo-data

.PHONY: run build web test test-go test-engines test-product test-web test-browser test-long format check bench bench-strips bench-screenplay bench-offload api pictures demo-media clean

run: build ## serve the demo production on http://127.0.0.1:8800
	scripts/need ffmpeg
	bin/backlot demo --dir $(DEMO)

build: web ## the one static binary, bin/backlot
	CGO_ENABLED=0 $(ROOMY) $(GO) build $(BARE) -o bin/backlot ./cmd/backlot

web: node_modules/.package-lock.json ## the pages, into web/dist
	npm run --silent build

node_modules/.package-lock.json: package-lock.json package.json
	npm ci --no-audit --no-fund --loglevel=error
	@touch $@

test: ## everything: Go with the race detector on both databases, TypeScript, the browser
	scripts/need ffmpeg chromium postgresql poppler-utils
	$(MAKE) -j2 test-engines test-web build
	$(MAKE) -j2 test-product test-browser

test-go: test-engines test-product ## Go only

# SQLite is C turned into Go: checks of its pointers slow it down and are not about us. Vet is in `make check`.
RACE = $(ROOMY) CGO_ENABLED=1 nice -n 5 $(GO) test -race $(BARE) -gcflags='modernc.org/...=-dwarf=false -d=checkptr=0' -vet=off -timeout 15m
# Tests that take fewer cases under the race detector run once more without it, with the flags of the program, so that
# most is compiled already.
AGAIN = $(ROOMY) nice -n 5 scripts/test-again
UNWATCHED = $(BARE) -vet=off -timeout 15m

test-engines: format ## film/, which needs no pages and no database
	$(RACE) ./film/... ./scripts/...
	$(AGAIN) film -- $(UNWATCHED)

# The walk waits for a browser most of the time, so it runs beside these and goes before them.
test-product: ## the program; the house, which takes longest, begins first
	scripts/with-postgres $(RACE) ./internal/house/... ./internal/... ./cmd/... ./web/...
	$(AGAIN) internal cmd -- $(UNWATCHED)

test-web: node_modules/.package-lock.json ## TypeScript: types, lint, unit tests
	npm run --silent check
	npm test --silent

test-browser: ## a person's walk through the program, in a real browser
	node e2e/walk.mjs

test-long: ## what takes too long for every day: 200 kills, long fuzzing
	BACKLOT_LONG=1 CGO_ENABLED=1 scripts/with-postgres $(GO) test -timeout 60m ./internal/core/graph/ -run 'Kill|Long|Converge|Worlds' -v
	BACKLOT_LONG=1 $(GO) test -timeout 40m ./film/screenplay/ ./film/timeline/cutfile/ ./film/offload/ -run 'Damaged|Sparse' -v

format: ## nothing that gofmt would change
	@out=$$(gofmt -l cmd film internal web testdata); test -z "$$out" || { echo "not gofmt-ed:"; echo "$$out"; exit 1; }

check: format ## vet and staticcheck, which take longer than people wait for tests
	$(GO) vet ./...
	GOEXPERIMENT= $(GO) vet ./film/pixel ./film/offload/hashes # without vectors
	$(GO) tool -modfile=tools/go.mod staticcheck ./...

bench: ## every figure in docs/manual/performance.md
	scripts/with-postgres $(GO) test -run '^$$' -bench . -benchmem ./film/... ./internal/...

bench-strips: build ## the tables of docs/manual/strips.md, with MiniZinc and Gecode beside ours
	scripts/need minizinc
	scripts/bench-strips

bench-screenplay: ## our Fountain reader beside the parsers people use, in one run
	scripts/bench-screenplay

bench-offload: build ## copying a card beside cp and xxhsum, paired rounds: the table of docs/manual/offload.md
	command -v xxhsum >/dev/null || scripts/need xxhash
	scripts/bench-offload

api: build ## the API's description and the TypeScript types made from it
	bin/backlot openapi > web/src/api/openapi.json
	npm run --silent api

pictures: build ## the pictures in the manual
	node e2e/pictures.mjs
	scripts/pages-pictures

demo-media: ## footage of two shooting days of the demo production, into demo-media/
	scripts/demo-media demo-media

clean:
	rm -rf bin web/dist/assets node_modules $(DEMO)
