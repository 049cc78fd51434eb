package koppel.outbound;

import java.net.Inet4Address;
import java.net.InetAddress;

/** Tells which addresses anybody on the internet can reach, and which belong to this machine, its network or nobody. */
final class PublicAddresses {

    private PublicAddresses() {}

    static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        byte[] bytes = address.getAddress();
        return address instanceof Inet4Address ? isPublicV4(bytes, 0) : isPublicV6(bytes);
    }

    private static boolean isPublicV4(byte[] bytes, int at) {
        int first = bytes[at] & 0xff;
        int second = bytes[at + 1] & 0xff;
        int third = bytes[at + 2] & 0xff;
        boolean special = first == 0
                || first == 10
                || first == 127
                || (first == 100 && second >= 64 && second < 128) // shared by a provider's customers
                || (first == 169 && second == 254)
                || (first == 172 && second >= 16 && second < 32)
                || (first == 192 && second == 168)
                || (first == 192 && second == 0 && (third == 0 || third == 2))
                || (first == 198 && (second == 18 || second == 19))
                || (first == 198 && second == 51 && third == 100)
                || (first == 203 && second == 0 && third == 113)
                || first >= 224;
        return !special;
    }

    /** What carries an IPv4 address inside is judged by that one; beside it only what is globally assigned counts. */
    private static boolean isPublicV6(byte[] bytes) {
        boolean leadingZeros = true;
        for (int i = 0; i < 10; i++) {
            leadingZeros &= bytes[i] == 0;
        }
        if (leadingZeros) {
            return isPublicV4(bytes, 12);
        }
        int group0 = (bytes[0] & 0xff) << 8 | (bytes[1] & 0xff);
        int group1 = (bytes[2] & 0xff) << 8 | (bytes[3] & 0xff);
        if (group0 == 0x64 && group1 == 0xff9b) {
            return isPublicV4(bytes, 12);
        }
        if (group0 == 0x2002) {
            return isPublicV4(bytes, 2);
        }
        return (group0 & 0xe000) == 0x2000 && !(group0 == 0x2001 && (group1 < 0x200 || group1 == 0xdb8));
    }
}
