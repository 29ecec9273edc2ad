"""Cases: from referral to visitation, course, end and erasure."""
