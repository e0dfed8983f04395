# `make test-usb`: leitai inside a virtual machine, against USB devices that come and go: a serial
# adapter, a CDC-ACM box and a Buzz! set. Optional: without qemu or a kernel it says so and passes.

.PHONY: test-usb
test-usb: build
	@tests/usb/run $(B)
