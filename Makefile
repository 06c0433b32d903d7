# Greenbox. `make run` shows it on a practice tenant; `make test` proves it. CONTRIBUTING.md tells more.

SWIFT ?= swift
GREENBOX = .build/greenbox
CHECKED = Sources Tests Package.swift

# What a test sees does not depend on who runs it. A crashed child prints no backtrace: it would
# show memory, and the printer can hang.
TESTENV = env -u LC_ALL LANG=C.UTF-8 TZ=UTC SWIFT_BACKTRACE=enable=no
IMPORTS = --explicit-target-dependency-import-check error

.PHONY: run test build deps build-deps test-deps bench-deps screenshots-deps lint format asan tsan bench diagnose \
  screenshots clean

# The ten steps on a practice tenant, on this computer only.
run: build
	$(GREENBOX) practice

# The static release: one binary that needs only Debian's shared C libraries, and its manual page.
build: build-deps
	$(SWIFT) build -c release --static-swift-stdlib --product greenbox
	strip -o $(GREENBOX).new "$$($(SWIFT) build -c release --static-swift-stdlib --show-bin-path)/greenbox"
	mv -f $(GREENBOX).new $(GREENBOX)
	$(GREENBOX) man > $(GREENBOX).1

# The rooms' tests side by side, then the program's own one after another: those start servers and
# terminals, and time what these do.
test: build-deps test-deps
	$(SWIFT) build --build-tests $(IMPORTS)
	$(TESTENV) $(SWIFT) test --skip-build --disable-xctest --skip ProgramTests
	$(TESTENV) $(SWIFT) test --skip-build --disable-xctest --no-parallel --filter ProgramTests

# Prints the apt lines; installs nothing.
deps:
	@tools/deps show

build-deps:
	@tools/deps install build

test-deps:
	@tools/deps install test

bench-deps:
	@tools/deps install bench

screenshots-deps:
	@tools/deps install screenshots

lint:
	$(SWIFT) format lint --strict --parallel -r $(CHECKED)

format:
	$(SWIFT) format -i --parallel -r $(CHECKED)

# The tests once more under AddressSanitizer and LeakSanitizer, then under ThreadSanitizer. gold
# cannot link them without pages of warnings.
asan: build-deps test-deps
	$(SWIFT) build --build-tests --sanitize=address --scratch-path .build-asan -Xswiftc -use-ld=lld
	$(TESTENV) LSAN_OPTIONS=suppressions=.ci/lsan.supp $(SWIFT) test --skip-build --disable-xctest \
	  --sanitize=address --scratch-path .build-asan -Xswiftc -use-ld=lld

tsan: build-deps test-deps
	$(SWIFT) build --build-tests --sanitize=thread --scratch-path .build-tsan -Xswiftc -use-ld=lld
	$(TESTENV) $(SWIFT) test --skip-build --disable-xctest \
	  --sanitize=thread --scratch-path .build-tsan -Xswiftc -use-ld=lld

# Times beside curl's, against the budgets; fails where one is missed.
bench: build test-deps bench-deps
	python3 tools/bench $(GREENBOX)

# The pictures in screenshots/, from the running program in an xterm; fails where one shows other
# text than tmux does, or its QR code cannot be read.
screenshots: build screenshots-deps
	python3 tools/screenshots $(GREENBOX)

# Every fault of the practice tenant beside what the program says of it.
diagnose:
	$(SWIFT) build --product greenbox
	$(TESTENV) $$($(SWIFT) build --show-bin-path)/greenbox practice diagnose

clean:
	rm -rf .build .build-asan .build-tsan
