# make run: installs what is missing and starts F-BOX.  make help: what else there is.

PYTHON = .venv/bin/python
# Where it is set, each of a stack's processes would compile all of F-BOX anew at each start.
unexport PYTHONDONTWRITEBYTECODE

PYTEST = $(PYTHON) -m pytest
# One more than there are cores: a third of the time a test waits, for a motor or for a server to start.
TESTING = $(shell cores=$$(nproc); echo $$((cores < 4 ? cores + 1 : 4)))

.DEFAULT_GOAL = help
.PHONY: release help run ctl doctor trace audit restore test lint unit long month bench pictures firmware flash clean for-run for-test

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 16

run: for-run ## installs what is missing, starts everything in the foreground; Ctrl-C stops it
	@exec setpriv --pdeathsig TERM $(PYTHON) -m deploy.run

ctl: ## the processes of the running stack (deploy/ctl takes supervisorctl's commands)
	@deploy/ctl status

doctor: ## looks at every layer and names what is wrong first (LANG=en: in English)
	@$(PYTHON) -m deploy.doctor

trace: ## RENTAL=rnt_…: what all processes logged of that rental, in order
	@$(PYTHON) -m deploy.trace $(RENTAL)

audit: ## proves the whole ledger, names the first difference; while the stack runs, compares the workbook with it
	@FBOX_ENV_FILE=$${FBOX_HOME:-var}/fbox.env $(PYTHON) -m services.rental_api.audit

restore: ## TAB=members: makes that tab of the running stack's workbook what the ledger has
	@FBOX_ENV_FILE=$${FBOX_HOME:-var}/fbox.env $(PYTHON) -m services.rental_api.restore $(TAB)

test: for-test lint ## installs what is missing, then everything that can be checked
	$(PYTEST) --numprocesses $(TESTING) --dist loadscope --no-loadscope-reorder

lint: for-test ## ruff, mypy, the table of who may import whom
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	$(PYTHON) -m mypy -p shared -p services -p deploy
	.venv-lint/bin/lint-imports

unit: for-test ## the fast tests alone
	$(PYTEST) tests/unit

long: for-test ## 2,000 random histories, 200 rounds of 16 clients, every kill and every look before a browser, 20 minutes (EXAMPLES=n, ROUNDS=n)
	KILLS=all $(PYTEST) tests/faults/test_kiosk.py
	LOOKS=all $(PYTEST) tests/e2e/test_kiosk_scenes.py
	EXAMPLES=$${EXAMPLES:-2000} ROUNDS=$${ROUNDS:-200} \
		$(PYTEST) tests/integration/rental_api/machine tests/integration/rental_api/test_sixteen_clients.py

month: for-test ## a month of 10,000 rentals, 300 edits of the owner's and every trouble against the workbook (SEED=n)
	RENTALS=$${RENTALS:-10000} $(PYTEST) tests/faults/month -s

bench: for-test ## what is measured, each beside its floor
	$(PYTHON) -m bench

pictures: for-test ## renews the README's pictures and docs/screens.md's, taken by the browser tests, and the dispenser's display
	@rm -rf var/pictures && mkdir -p var/pictures
	PICTURES=var/pictures $(PYTEST) tests/e2e/test_kiosk_scenes.py tests/e2e/test_console_scenes.py
	$(PYTHON) -m tests.support.scenes.sheet var/pictures docs
	$(PYTHON) -m tests.support.dispenser_display docs/pictures/dispenser-display.png

firmware: for-firmware ## what boards are given, byte-compiled, into firmware/build, with sizes
	@.venv-firmware/bin/python -m deploy.firmware.build

release: for-firmware ## offers what `make firmware` makes to the dispensers: console, 기기, 펌웨어 업데이트
	@.venv-firmware/bin/python -m deploy.firmware.publish

flash: for-firmware ## PORT=/dev/ttyUSB0: writes a board by cable (PROGRAM=reader, IMAGE=micropython.bin, ERASE=1, DRY_RUN=1)
	@deploy/venv .venv-firmware requirements/flash.txt
	@.venv-firmware/bin/python -m deploy.firmware.flash

clean: ## removes what make made, but never var/
	rm -rf .venv .venv-board .venv-firmware .venv-lint firmware/build .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -prune -exec rm -rf {} +

for-run:
	@deploy/packages run
	@deploy/venv .venv requirements/run.txt
	@deploy/venv-board

for-firmware:
	@deploy/venv .venv-firmware requirements/firmware.txt --require-hashes --no-deps

for-test: for-run
	@deploy/packages test
	@deploy/venv .venv requirements/test.txt
	@deploy/venv .venv-lint requirements/lint.txt
