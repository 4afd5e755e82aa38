/* x less the nearest multiple of pi/2 as rest[0] + rest[1], and that multiple modulo 4, for x > 2^19 pi: x times the
 * digits of 2/pi to the base 2^24 that matter (Payne and Hanek 1983). */
static int $_of_large(double x, double rest[2]) {
    static const int32_t two_over_pi[66] = {
        0xa2f983, 0x6e4e44, 0x1529fc, 0x2757d1, 0xf534dd, 0xc0db62, 0x95993c, 0x439041, 0xfe5163, 0xabdebb, 0xc561b7,
        0x246e3a, 0x424dd2, 0xe00649, 0x2eea09, 0xd1921c, 0xfe1deb, 0x1cb129, 0xa73ee8, 0x8235f5, 0x2ebb44, 0x84e99c,
        0x7026b4, 0x5f7e41, 0x3991d6, 0x398353, 0x39f49c, 0x845f8b, 0xbdf928, 0x3b1ff8, 0x97ffde, 0x05980f, 0xef2f11,
        0x8b5a0a, 0x6d1f6d, 0x367ecf, 0x27cb09, 0xb74f46, 0x3f669e, 0x5fea2d, 0x7527ba, 0xc7ebe5, 0xf17b3d, 0x0739f7,
        0x8a5292, 0xea6bfb, 0x5fb11f, 0x8d5d08, 0x560330, 0x46fc7b, 0x6babf0, 0xcfbc20, 0x9af436, 0x1da9e3, 0x91615e,
        0xe61b08, 0x659985, 0x5f14a0, 0x68408d, 0xffd880, 0x4d7327, 0x310606, 0x1556ca, 0x73a8c9, 0x60e27b, 0xc08c6b
    };
    static const double half_pi[5] = {
        0x1.921fb4p0, 0x1.4442dp-24, 0x1.846988p-48, 0x1.8cc516p-72, 0x1.01b838p-96
    };
    const int exponent = ($high(x) >> 20) - 1046;
    const int from = exponent < 27 ? 0 : (exponent - 3) / 24;
    double parts[3];
    double digits[20] = {0};
    double q[20] = {0};
    double terms[20] = {0};
    int32_t whole[20] = {0};
    int shift = exponent - 24 * (from + 1);
    int count = 3;
    int last = 4;
    int upper;
    int n;
    double z = $scaled(x, -exponent);
    for (int i = 0; i < 2; i++) {
        parts[i] = (int32_t) z;
        z = (z - parts[i]) * 0x1p24;
    }
    parts[2] = z;
    while (parts[count - 1] == 0) {
        count--;
    }
    for (int i = 0; i < count + 4; i++) {
        digits[i] = from - count + 1 + i < 0 ? 0 : two_over_pi[from - count + 1 + i];
    }
    for (int i = 0; i <= 4; i++) {
        double sum = 0;
        for (int j = 0; j < count; j++) {
            sum += parts[j] * digits[count - 1 + i - j];
        }
        q[i] = sum;
    }
    for (;;) {
        int carry = 0;
        int32_t any = 0;
        z = q[last];
        for (int i = 0, j = last; j > 0; i++, j--) {
            const double above = (int32_t) (0x1p-24 * z);
            whole[i] = (int32_t) (z - 0x1p24 * above);
            z = q[j - 1] + above;
        }
        z = ldexp(z, shift);
        z -= 8 * floor(z * 0.125);
        n = (int) z;
        z -= n;
        upper = 0;
        if (shift > 0) {
            const int32_t i = whole[last - 1] >> (24 - shift);
            n += i;
            whole[last - 1] -= i << (24 - shift);
            upper = whole[last - 1] >> (23 - shift);
        } else if (shift == 0) {
            upper = whole[last - 1] >> 23;
        } else if (z >= 0.5) {
            upper = 2;
        }
        if (upper > 0) {
            n++;
            for (int i = 0; i < last; i++) {
                const int32_t digit = whole[i];
                if (carry) {
                    whole[i] = 0xffffff - digit;
                } else if (digit != 0) {
                    carry = 1;
                    whole[i] = 0x1000000 - digit;
                }
            }
            if (shift > 0) {
                whole[last - 1] &= shift == 1 ? 0x7fffff : 0x3fffff;
            }
            if (upper == 2) {
                z = 1 - z;
                if (carry) {
                    z -= ldexp(1, shift);
                }
            }
        }
        for (int i = last - 1; i >= 4; i--) {
            any |= whole[i];
        }
        if (z != 0 || any != 0) {
            break;
        }
        int more = 1;
        while (whole[4 - more] == 0) {
            more++;
        }
        for (int i = last + 1; i <= last + more; i++) {
            double sum = 0;
            digits[count - 1 + i] = two_over_pi[from + i];
            for (int j = 0; j < count; j++) {
                sum += parts[j] * digits[count - 1 + i - j];
            }
            q[i] = sum;
        }
        last += more;
    }
    if (z == 0) {
        do {
            last--;
            shift -= 24;
        } while (whole[last] == 0);
    } else {
        z = ldexp(z, -shift);
        if (z >= 0x1p24) {
            const double above = (int32_t) (0x1p-24 * z);
            whole[last++] = (int32_t) (z - 0x1p24 * above);
            shift += 24;
            whole[last] = (int32_t) above;
        } else {
            whole[last] = (int32_t) z;
        }
    }
    double unit = ldexp(1, shift);
    for (int i = last; i >= 0; i--) {
        q[i] = unit * whole[i];
        unit *= 0x1p-24;
    }
    for (int i = last; i >= 0; i--) {
        double sum = 0;
        for (int k = 0; k <= 4 && k <= last - i; k++) {
            sum += half_pi[k] * q[i + k];
        }
        terms[last - i] = sum;
    }
    double total = 0;
    for (int i = last; i >= 0; i--) {
        total += terms[i];
    }
    rest[0] = upper == 0 ? total : -total;
    total = terms[0] - total;
    for (int i = 1; i <= last; i++) {
        total += terms[i];
    }
    rest[1] = upper == 0 ? total : -total;
    return n & 3;
}

/* The same for any finite x. Multiples up to 2^20 are subtracted in up to three steps: pi/2 in pieces of 33 bits. */
static int $(double x, double rest[2]) {
    const int32_t size = $size(x);
    const double a = fabs(x);
    double from = a;
    double piece;
    double n = 1;
    int multiple = 1;
    if (size <= 0x3fe921fb) {
        rest[0] = x;
        rest[1] = 0;
        return 0;
    } else if (size < 0x4002d97c) {
        from = a - 0x1.921fb544p0;
        piece = 0x1.0b4611a626331p-34;
        if (size == 0x3ff921fb) {
            from -= 0x1.0b4611a6p-34;
            piece = 0x1.3198a2e037073p-69;
        }
        rest[0] = from - piece;
        rest[1] = from - rest[0] - piece;
    } else if (size <= 0x413921fb) {
        multiple = (int) (a * 0x1.45f306dc9c883p-1 + 0.5);
        n = multiple;
        from = a - n * 0x1.921fb544p0;
        piece = n * 0x1.0b4611a626331p-34;
        rest[0] = from - piece;
        if (multiple >= 32 || size == $high(n * 0x1.921fb54442d18p0)) {
            double before = from;
            if ((size >> 20) - ($size(rest[0]) >> 20) > 16) {
                piece = n * 0x1.0b4611a6p-34;
                from = before - piece;
                piece = n * 0x1.3198a2e037073p-69 - (before - from - piece);
                rest[0] = from - piece;
                if ((size >> 20) - ($size(rest[0]) >> 20) > 49) {
                    before = from;
                    piece = n * 0x1.3198a2ep-69;
                    from = before - piece;
                    piece = n * 0x1.b839a252049c1p-104 - (before - from - piece);
                    rest[0] = from - piece;
                }
            }
        }
        rest[1] = from - rest[0] - piece;
    } else {
        multiple = $_of_large(a, rest);
    }
    if (x < 0) {
        rest[0] = -rest[0];
        rest[1] = -rest[1];
        multiple = -multiple;
    }
    return multiple & 3;
}
