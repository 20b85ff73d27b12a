# The short names of common tasks. The build itself is CMake's; see CMakeLists.txt.
BUILD  ?= build
BUILD_FUZZ ?= build-fuzz
PREFIX ?= /usr/local
JOBS   ?= $(shell nproc 2>/dev/null || echo 2)
MAKEFLAGS += --no-print-directory

build:
	@cmake -S . -B $(BUILD) -DCMAKE_INSTALL_PREFIX=$(PREFIX) >$(BUILD).log 2>&1 || { cat $(BUILD).log; exit 1; }
	@mv $(BUILD).log $(BUILD)/configure.log
	@cmake --build $(BUILD) -j $(JOBS)

setup:
	@tools/setup

demo: setup
	@$(MAKE) build
	@tools/demo $(BUILD)

# The tarball of peacesciencer lets the tests of power, treaties and rivalries run, the others the comparisons of the pack
# with its originals; without them those tests are skipped.
test: setup
	@tools/setup --tests
	@$(MAKE) build
	@Rscript tools/fetch-cran.R build/cran unvotes peacesciencer pwt10 maddison || echo "tests that need these packages will be skipped"
	@cmake --build $(BUILD) -j $(JOBS) --target bench_programs >/dev/null # so that they go on compiling
	@cd $(BUILD) && ctest --output-on-failure -j $(JOBS)

# The same under the address and undefined-behaviour sanitizers.
asan:
	@cmake -S . -B build-asan -DENT_SANITIZE=ON >build-asan.log 2>&1 || { cat build-asan.log; exit 1; }
	@mv build-asan.log build-asan/configure.log
	@cmake --build build-asan -j $(JOBS)

test-asan: asan
	@cd build-asan && ctest --output-on-failure -j $(JOBS)

# The fuzz targets, with clang; tests/fuzz/run runs them.
fuzz:
	@CC=clang cmake -S . -B $(BUILD_FUZZ) -DENT_FUZZ=ON -DENT_SANITIZE=ON -DENT_WERROR=OFF -DBUILD_TESTING=OFF >build-fuzz.log 2>&1 || { cat build-fuzz.log; exit 1; }
	@mv build-fuzz.log $(BUILD_FUZZ)/configure.log
	@cmake --build $(BUILD_FUZZ) -j $(JOBS) --target fuzz_targets

install: build
	@cmake --install $(BUILD)

bench: build
	@cmake --build $(BUILD) -j $(JOBS) --target bench_programs
	@bench/run.sh $(BUILD) $(BUILD)/demo/record.sqlite

# docs/tour.md with what its commands say now.
tour: build
	@mkdir -p $(BUILD)/tour && rm -f $(BUILD)/tour/record.sqlite
	@$(BUILD)/entente-add --record $(BUILD)/tour/record.sqlite --pack >/dev/null
	@tools/make-tour $(BUILD) $(BUILD)/tour/record.sqlite <docs/tour.md >$(BUILD)/tour/tour.md
	@mv $(BUILD)/tour/tour.md docs/tour.md

format:
	@git ls-files 'src/*.[ch]' 'include/*.h' 'tests/*.[ch]' 'bench/*.c' 'tools/*.[ch]' | xargs clang-format -i

tidy: build
	@git ls-files 'src/*.c' | xargs clang-tidy --quiet -p $(BUILD)

pack:
	@tools/make-pack

clean:
	@rm -rf build build-asan $(BUILD_FUZZ)

.PHONY: build setup demo test asan test-asan fuzz install bench tour format tidy pack clean
