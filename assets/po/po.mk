# Translations. The source is in Chinese; every other language is one assets/po/TAG.po.
#
#   make catalogues   compiles them to build/locale, where the program finds them
#   make check-po     fails, naming them, when strings lack a translation
#   make po-update    takes new strings into the .po files (needs a person afterwards)

PO_DIR := assets/po
PO_TAGS := en
PO_SOURCES = $(sort $(shell find src firmware-protocol/virtual-box -name '*.[ch]' 2>/dev/null))
# Macros of tables that mark one of their arguments.
PO_TABLES := --keyword=POINTS:5 --keyword=NUMBER:6 --keyword=YES:3 --keyword=WORD:4
POT := build/locale/leitai.pot
MO_DIR := build/locale/all/LC_MESSAGES
MO_FILES := $(PO_TAGS:%=$(MO_DIR)/%.mo)

.PHONY: catalogues check-po po-update
catalogues: $(MO_FILES)

$(MO_DIR)/%.mo: $(PO_DIR)/%.po
	@mkdir -p $(@D)
	msgfmt --check -o $@.part $< && mv $@.part $@

$(POT): $(PO_SOURCES)
	@mkdir -p $(@D)
	@xgettext --from-code=UTF-8 --language=C --keyword --keyword=TR:2 --keyword=words_tr:2 \
		--keyword=N_ $(PO_TABLES) --no-location --sort-by-file --package-name=leitai -o $@ $(PO_SOURCES)

check-po: $(POT)
	@for tag in $(PO_TAGS); do \
		rm -f build/locale/$$tag.missing.po; \
		msgmerge --quiet --no-fuzzy-matching --no-location -o build/locale/$$tag.check.po \
			$(PO_DIR)/$$tag.po $(POT) && \
		msgfmt --check -o /dev/null build/locale/$$tag.check.po && \
		msgattrib --no-obsolete --untranslated --no-wrap -o build/locale/$$tag.missing.po \
			build/locale/$$tag.check.po && \
		if [ -s build/locale/$$tag.missing.po ]; then \
			echo "$(PO_DIR)/$$tag.po: not translated (make po-update, then translate):"; \
			grep '^msgid ".' build/locale/$$tag.missing.po; exit 1; \
		fi; \
	done

po-update: $(POT)
	@for tag in $(PO_TAGS); do \
		msgmerge --quiet --no-fuzzy-matching --no-location --no-wrap --backup=none --update \
			$(PO_DIR)/$$tag.po $(POT) && \
		msgattrib --no-obsolete --no-wrap -o $(PO_DIR)/$$tag.po $(PO_DIR)/$$tag.po; \
	done
